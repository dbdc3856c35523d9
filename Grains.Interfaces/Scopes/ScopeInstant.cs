namespace LlmWorkload.Scopes;

/// <summary>An end of a range as it is asked for.</summary>
/// <param name="Ticks">The instant in UTC ticks, or the ticks after the dataset's first instant.</param>
/// <param name="IsOffset">Whether it counts from the dataset's first instant.</param>
[GenerateSerializer, Immutable, Alias("llmwl.scope.instant")]
public readonly record struct ScopeInstant([property: Id(0)] long Ticks, [property: Id(1)] bool IsOffset);
