namespace LlmWorkload.Datasets;

/// <summary>The rows of a file that start on one UTC day.</summary>
/// <param name="Day">The day: ticks / <see cref="TimeSpan.TicksPerDay"/>.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Line">The file's line on which the first of them starts.</param>
[GenerateSerializer, Immutable, Alias("llmwl.day.count")]
public sealed record DayCount([property: Id(0)] int Day, [property: Id(1)] long Rows, [property: Id(2)] long Line);
