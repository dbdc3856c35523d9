namespace LlmWorkload.Kernels;

/// <summary>The outlines of groups of values.</summary>
/// <param name="Groups">The groups that have values, ascending.</param>
/// <param name="Outlines">The outline of each.</param>
[GenerateSerializer, Immutable, Alias("llmwl.grouped.outlines")]
internal sealed record GroupedOutlines([property: Id(0)] int[] Groups, [property: Id(1)] ColumnOutline[] Outlines);
