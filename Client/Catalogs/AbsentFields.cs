using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Output;

/// <summary>The fields that a file does not have.</summary>
internal static class AbsentFields
{
    /// <summary>
    /// Their names: those that its first records lack, but for those of which a later record has a value, as in JSON, or in a column whose
    /// first values are empty. Of fields that few logs have, nobody counts values.
    /// </summary>
    public static IReadOnlyList<string> Of(CatalogFile file) =>
        [.. file.Columns.Absent.Where(name => !RowSigns.Counted.Any(field => field.Name == name && HasSome(file, field)))];

    private static bool HasSome(CatalogFile file, RequestField field) =>
        file.Signs is { } signs && RowSigns.PresentIn(signs, field) > 0;
}
