namespace LlmWorkload.Datasets;

/// <summary>What a client asks to be added to a dataset.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.file.offer")]
public sealed record FileOffer([property: Id(0)] string Name, [property: Id(1)] string Fingerprint);
