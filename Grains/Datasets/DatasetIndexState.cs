namespace LlmWorkload.Datasets;

/// <summary>The names of the datasets as they are stored.</summary>
[GenerateSerializer, Alias("llmwl.index.state")]
internal sealed class DatasetIndexState
{
    /// <summary>The names, the one touched last first.</summary>
    [Id(0)] public List<string> Names { get; set; } = [];
}
