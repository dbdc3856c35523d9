namespace LlmWorkload.Segments;

/// <summary>Some ways in which requests end. A row that ended in one of them is meant.</summary>
/// <param name="Ok">Whether requests that did not fail are meant.</param>
/// <param name="Failed">Whether requests that failed are meant.</param>
/// <param name="Texts">The texts of <see cref="ColumnId.Status"/> that are meant; null for none.</param>
[GenerateSerializer, Immutable, Alias("llmwl.choice.status")]
public sealed record StatusChoice([property: Id(0)] bool Ok, [property: Id(1)] bool Failed, [property: Id(2)] TextChoice? Texts);
