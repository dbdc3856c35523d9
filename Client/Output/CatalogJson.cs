using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;

namespace LlmWorkload.Output;

/// <summary>Parts of a dataset's catalog as JSON.</summary>
internal static class CatalogJson
{
    /// <summary>The files: name, rows, rejected rows by reason, and what <paramref name="more"/> adds.</summary>
    public static void Files(this Utf8JsonWriter json, DatasetCatalog catalog, Action<Utf8JsonWriter, CatalogFile>? more = null) =>
        json.List("files", catalog.Files, (item, file) =>
        {
            item.WriteString("name", file.Name);
            item.WriteNumber("rows", file.Rows);
            item.Object("rejected", rejected =>
            {
                foreach (var (reason, count) in file.Rejected.OrderBy(pair => pair.Key, StringComparer.Ordinal)) rejected.WriteNumber(reason, count);
            });
            more?.Invoke(item, file);
        });

    /// <summary>How many rows were rejected.</summary>
    public static long RejectedRows(this DatasetCatalog catalog) => catalog.Files.Sum(file => file.Rejected.Values.Sum());

    /// <summary>Rejected rows by reason, as people read them: <c>field_count 3, started_invalid 1</c>; null where there are none.</summary>
    public static string? Reasons(IEnumerable<CatalogFile> files)
    {
        var reasons = files
            .SelectMany(file => file.Rejected)
            .GroupBy(pair => pair.Key)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} {group.Sum(pair => pair.Value):N0}")
            .ToList();
        return reasons.Count == 0 ? null : string.Join(", ", reasons);
    }
}
