namespace LlmWorkload.Analyses;

/// <summary>What the requests of a series can be grouped by.</summary>
public static class SeriesGrouping
{
    /// <summary>How many groups have a series of their own where no number is given.</summary>
    public const int UsualGroups = 10;

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["model", "user", "function", "instance", "status", "label"];
}
