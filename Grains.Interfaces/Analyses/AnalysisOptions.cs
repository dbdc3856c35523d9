using LlmWorkload.Scopes;

namespace LlmWorkload.Analyses;

/// <summary>What an analysis is asked for; equal options share one result. An analysis looks only at the options that concern it.</summary>
/// <param name="Top">How many models (or users) get figures of their own; null for all.</param>
/// <param name="Models">Ids or names of the models to draw instead, separated by commas; empty for the top ones.</param>
/// <param name="ThinData">Whether a CSV with a row for each of many points keeps few of them. Numbers and pictures are the same.</param>
/// <param name="Users">Ids of the users to draw instead, separated by commas; empty for the top ones.</param>
/// <param name="Window">Requests of one diversity window.</param>
/// <param name="MinRequests">Requests that a user needs to count for model diversity.</param>
/// <param name="SizeClass">The size class that users must be in to count for model diversity; null for any.</param>
/// <param name="SortBy">What model statistics are sorted by: tokens, requests or users.</param>
/// <param name="ReportTimeZone">The zone in which hours of day and dates are counted, by its name in the IANA database.</param>
/// <param name="Scope">The rows that are analysed; null for all.</param>
[GenerateSerializer, Immutable, Alias("llmwl.analysis.options")]
public sealed record AnalysisOptions(
    [property: Id(0)] int? Top = 20,
    [property: Id(1)] string Models = "",
    [property: Id(2)] bool ThinData = false,
    [property: Id(3)] string Users = "",
    [property: Id(4)] int Window = 1_000,
    [property: Id(5)] long MinRequests = 1_000,
    [property: Id(6)] string? SizeClass = null,
    [property: Id(7)] string SortBy = "tokens",
    [property: Id(8)] string ReportTimeZone = "UTC",
    [property: Id(9)] Scope? Scope = null)
{
    /// <summary>Seconds of a bucket of a series; 0 for a width that fits the time that the rows span.</summary>
    [Id(20)] public long EverySeconds { get; init; }

    /// <summary>What the requests of a series are grouped by, one of <see cref="SeriesGrouping.Names"/>; null for nothing.</summary>
    [Id(21)] public string? By { get; init; }

    /// <summary>How many groups have a series of their own; null for <see cref="SeriesGrouping.UsualGroups"/>.</summary>
    [Id(22)] public int? Groups { get; init; }

    /// <summary>The <see cref="SeriesNumbers"/> that figures are drawn of, separated by commas; null for the usual ones.</summary>
    [Id(23)] public string? Show { get; init; }

    /// <summary>The service level objectives; null for none.</summary>
    [Id(24)] public SloLimits? Slo { get; init; }

    /// <summary>Ids or names of the models that are compared in one figure, separated by commas; empty for the first three.</summary>
    [Id(25)] public string Highlight { get; init; } = "";

    /// <summary>The cells of heatmaps of tokens.</summary>
    [Id(26)] public HeatmapCells Cells { get; init; } = HeatmapCells.Usual;

    /// <summary>What is cut off the ends of models' names to make families, in any case; empty for nothing.</summary>
    [Id(27)] public string MergeSuffix { get; init; } = "-TEE";

    /// <summary>Seconds of a window that coefficients of variation are taken in.</summary>
    [Id(28)] public long CvWindowSeconds { get; init; } = 600;

    /// <summary>How many values a fit needs.</summary>
    [Id(29)] public int MinFit { get; init; } = 100;

    /// <summary>What makes requests a session; null for what the log allows.</summary>
    [Id(30)] public string? SessionRule { get; init; }

    /// <summary>Seconds without a request after which a session has ended.</summary>
    [Id(31)] public long SessionGapSeconds { get; init; } = 1_800;

    /// <summary>How many requests a session that is a chain looks back.</summary>
    [Id(32)] public int Lookback { get; init; } = 10;

    /// <summary>Capacities of caches in blocks, ascending, separated by commas.</summary>
    [Id(33)] public string CacheBlocks { get; init; } = "1000,10000,100000,1000000";
}
