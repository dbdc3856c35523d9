namespace LlmWorkload.Export;

/// <summary>The form of the client pools of ServeGen (arXiv 2505.09999): a folder with two files for each client of one model.</summary>
internal static class ServeGen
{
    /// <summary>Its name, as the command takes it.</summary>
    public const string Name = "servegen";

    /// <summary>What it is, for the help.</summary>
    public const string Sentence = "a pool of the clients of one model, for ServeGen";

    /// <summary>The category where none is given.</summary>
    public const string UsualCategory = "language";

    /// <summary>The categories of pools, which are folders.</summary>
    public static IReadOnlyList<string> Categories { get; } = [UsualCategory, "multimodal", "reason"];
}
