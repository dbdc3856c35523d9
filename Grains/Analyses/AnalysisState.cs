namespace LlmWorkload.Analyses;

/// <summary>An analysis's last result as it is stored.</summary>
[GenerateSerializer, Alias("llmwl.analysis.state")]
public sealed class AnalysisState
{
    /// <summary>The options it was computed for; null for no result.</summary>
    [Id(0)] public AnalysisOptions? Options { get; set; }

    /// <summary>The result.</summary>
    [Id(1)] public AnalysisResult? Result { get; set; }

    /// <summary>The <see cref="AnalysisEdition"/> it was computed by; 0 for results from before there were any.</summary>
    [Id(2)] public int Edition { get; set; }

    /// <summary>The result, where it answers the same question about the same rows by the same definitions; else null.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="version">The dataset's version.</param>
    public AnalysisResult? Find(AnalysisOptions options, long version) =>
        Edition == AnalysisEdition.Current && Options == options && Result?.Version == version ? Result : null;
}
