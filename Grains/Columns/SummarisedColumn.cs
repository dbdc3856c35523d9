using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>A column whose statistics are wanted.</summary>
/// <param name="Column">The column.</param>
/// <param name="Outline">Its outline over all who are asked.</param>
/// <param name="Unit">What the values are divided by in the result.</param>
internal sealed record SummarisedColumn(ColumnId Column, ColumnOutline Outline, double Unit);
