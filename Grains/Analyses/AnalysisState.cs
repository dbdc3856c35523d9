namespace LlmWorkload.Analyses;

/// <summary>An analysis's last result as it is stored.</summary>
[GenerateSerializer, Alias("llmwl.analysis.state")]
public sealed class AnalysisState
{
    /// <summary>The options it was computed for; null for no result.</summary>
    [Id(0)] public AnalysisOptions? Options { get; set; }

    /// <summary>The result.</summary>
    [Id(1)] public AnalysisResult? Result { get; set; }
}
