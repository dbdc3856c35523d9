using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;

namespace LlmWorkload.Output;

/// <summary>Parts of a dataset's catalog as JSON.</summary>
internal static class CatalogJson
{
    /// <summary>
    /// The files: name, format, rows, rejected rows by reason, columns not read, fields not there, values that turned missing, what is
    /// noted of the records where there is something, and what <paramref name="more"/> adds.
    /// </summary>
    public static void Files(this Utf8JsonWriter json, DatasetCatalog catalog, Action<Utf8JsonWriter, CatalogFile>? more = null) =>
        json.List("files", catalog.Files, (item, file) =>
        {
            item.WriteString("name", file.Name);
            item.WriteString("format", file.Columns.Format);
            item.WriteNumber("rows", file.Rows);
            item.Counts("rejected", file.Rejected);
            item.List("ignored_columns", file.Columns.Ignored);
            item.List("absent_fields", AbsentFields.Of(file));
            item.Counts("turned_missing", file.TurnedMissing);
            if (file.Noted is { Count: > 0 } noted) item.Counts("noted", noted);
            more?.Invoke(item, file);
        });

    /// <summary>A whole catalog: the dataset's numbers, its doubts, what was fixed when it was made, and its files.</summary>
    public static void Catalog(this Utf8JsonWriter json, DatasetCatalog catalog)
    {
        json.WriteString("dataset", catalog.Name);
        json.WriteNumber("rows", catalog.Rows);
        json.WriteNumber("models", catalog.Models.Count);
        json.Instant("first", catalog.First);
        json.Instant("last", catalog.Last);
        json.Doubts(catalog);
        json.WriteNumber("partitions", catalog.Options.Partitions);
        json.WriteNumber("chunk_records", catalog.Options.ChunkRecords);
        json.WriteNumber("hash_seed", catalog.Options.HashSeed);
        json.WriteNumber("model_parts", Math.Max(1, catalog.Options.ModelParts));
        json.Files(catalog, (item, file) =>
        {
            item.WriteBoolean("complete", file.Complete);
            item.WriteString("fingerprint", file.Fingerprint);
        });
    }

    /// <summary>The dataset's doubts.</summary>
    public static void Doubts(this Utf8JsonWriter json, DatasetCatalog catalog) => json.List("doubts", Output.Doubts.Of(catalog));

    /// <summary>How many rows were rejected.</summary>
    public static long RejectedRows(this DatasetCatalog catalog) => catalog.Files.Sum(file => file.Rejected.Values.Sum());

    /// <summary>Rejected rows by reason, as people read them: <c>field_count 3, started_invalid 1</c>; null where there are none.</summary>
    public static string? Reasons(IEnumerable<CatalogFile> files) => Counts(files.SelectMany(file => file.Rejected));

    /// <summary>Values that turned missing by reason, as people read them; null where there are none.</summary>
    public static string? TurnedMissing(IEnumerable<CatalogFile> files) => Counts(files.SelectMany(file => file.TurnedMissing));

    /// <summary>Names as people read them; null where there are none.</summary>
    public static string? Names(IReadOnlyList<string> names) => names.Count == 0 ? null : string.Join(", ", names);

    private static string? Counts(IEnumerable<KeyValuePair<string, long>> counts)
    {
        var words = counts
            .GroupBy(pair => pair.Key)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} {group.Sum(pair => pair.Value):N0}")
            .ToList();
        return words.Count == 0 ? null : string.Join(", ", words);
    }

    /// <summary>Counts by name, in the order of names.</summary>
    public static void Counts(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts) =>
        json.Object(name, inner =>
        {
            foreach (var (reason, count) in counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)) inner.WriteNumber(reason, count);
        });
}
