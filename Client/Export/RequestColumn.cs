using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>A column of exported requests.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Column">The column of segments that it is made from.</param>
/// <param name="Kind">What its values are.</param>
internal sealed record RequestColumn(string Name, ColumnId Column, RequestColumnKind Kind);
