namespace LlmWorkload.Analyses;

/// <summary>The class of a model or user by its count of requests.</summary>
public static class SizeClass
{
    /// <summary>The classes, ascending.</summary>
    public static IReadOnlyList<string> Names { get; } = ["1k", "10k", "100k", "1000k", "large"];

    /// <summary>1k (≤ 1,000), 10k, 100k, 1000k, or large (&gt; 1,000,000).</summary>
    public static string Of(long requests) => requests switch
    {
        <= 1_000 => "1k",
        <= 10_000 => "10k",
        <= 100_000 => "100k",
        <= 1_000_000 => "1000k",
        _ => "large",
    };
}
