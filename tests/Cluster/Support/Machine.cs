namespace LlmWorkload.Tests;

/// <summary>Where programs run.</summary>
/// <param name="Address">How others reach it.</param>
/// <param name="Launcher">What starts a program there; nothing where the tests run.</param>
internal sealed record Machine(string Address, params IReadOnlyList<string> Launcher)
{
    /// <summary>Where the tests run.</summary>
    public static Machine Here { get; } = new("127.0.0.1");
}
