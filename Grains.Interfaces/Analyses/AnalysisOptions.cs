namespace LlmWorkload.Analyses;

/// <summary>What an analysis is asked for; equal options share one result.</summary>
/// <param name="Top">How many models (or users) get figures of their own; null for all, 0 for no figures.</param>
/// <param name="Models">Ids or names of the models to draw instead; empty for the top ones.</param>
/// <param name="ThinData">Whether the CSV of a thinned curve is thinned too.</param>
[GenerateSerializer, Immutable, Alias("llmwl.analysis.options")]
public sealed record AnalysisOptions(
    [property: Id(0)] int? Top = 20,
    [property: Id(1)] string Models = "",
    [property: Id(2)] bool ThinData = false);
