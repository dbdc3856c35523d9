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
}
