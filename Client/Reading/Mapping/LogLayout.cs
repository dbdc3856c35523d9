namespace LlmWorkload.Reading;

/// <summary>How a log is laid out, as far as its first bytes and the options tell.</summary>
/// <param name="Format">The name of its format.</param>
/// <param name="WrittenAs">What it is written as: <c>CSV</c>, <c>JSON lines</c>, <c>JSON</c>.</param>
/// <param name="Separator">What stands between its fields; null where it has none.</param>
/// <param name="Columns">Its columns in order, or the paths of JSON that are read and the members that are not.</param>
internal sealed record LogLayout(string Format, string WrittenAs, char? Separator, IReadOnlyList<LayoutColumn> Columns);

/// <summary>A column of a log.</summary>
/// <param name="Name">Its name, or its path.</param>
/// <param name="Uses">What is read from it; empty where nothing is.</param>
internal sealed record LayoutColumn(string Name, IReadOnlyList<FieldUse> Uses);

/// <summary>A field that is read from a column.</summary>
/// <param name="Field">The field's name, or <c>round</c>, <c>blocks</c>, or <c>is_request</c> for what tells records apart.</param>
/// <param name="Unit">The unit of its numbers; null where it has none, or where the size of a number tells it.</param>
internal readonly record struct FieldUse(string Field, string? Unit);
