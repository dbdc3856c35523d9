namespace LlmWorkload.Analyses;

/// <summary>A drawn figure as it is stored.</summary>
[GenerateSerializer, Alias("llmwl.figure.state")]
internal sealed class FigureState
{
    /// <summary>What it was drawn for; null for none.</summary>
    [Id(0)] public FigureKey? Key { get; set; }

    /// <summary>Its files.</summary>
    [Id(1)] public DrawnFigure? Figure { get; set; }
}
