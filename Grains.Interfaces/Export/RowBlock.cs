using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>The rows of a window, by start, ties in input order.</summary>
/// <param name="Segment">
/// The rows as a segment (see <see cref="SegmentReader"/>), in which <see cref="ColumnId.User"/> and <see cref="ColumnId.Model"/> are
/// texts.
/// </param>
/// <param name="Files">
/// The index of each row's file, as <see cref="PackedIntegers"/>; empty where no row has <see cref="ColumnId.Blocks"/>, which are numbers
/// of their file.
/// </param>
[GenerateSerializer, Immutable, Alias("llmwl.export.block")]
public sealed record RowBlock([property: Id(0)] byte[] Segment, [property: Id(1)] byte[] Files);
