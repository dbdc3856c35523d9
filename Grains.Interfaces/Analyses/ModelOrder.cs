namespace LlmWorkload.Analyses;

/// <summary>What models can be sorted by.</summary>
public static class ModelOrder
{
    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["tokens", "requests", "users"];
}
