namespace LlmWorkload.Columns;

/// <summary>A range of instants.</summary>
/// <param name="From">The first, in UTC ticks.</param>
/// <param name="End">The tick that follows the last.</param>
[GenerateSerializer, Immutable, Alias("llmwl.timerange")]
internal readonly record struct TimeRange([property: Id(0)] long From, [property: Id(1)] long End);
