namespace LlmWorkload.Segments;

/// <summary>Some values of a column of hashes.</summary>
/// <param name="Hashes">The hashes.</param>
/// <param name="OrMissing">Whether rows without a value are meant, too.</param>
[GenerateSerializer, Immutable, Alias("llmwl.choice.hashes")]
public sealed record HashChoice([property: Id(0)] IReadOnlySet<ulong> Hashes, [property: Id(1)] bool OrMissing);
