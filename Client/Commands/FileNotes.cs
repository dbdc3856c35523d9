using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary>What is to be said of files that were ingested: what of them was not used, not there, or not taken.</summary>
internal static class FileNotes
{
    private const int MostNames = 20;

    /// <summary>The notes, a line each.</summary>
    /// <param name="result">What was ingested.</param>
    /// <param name="tellsDoubts">Whether doubts are among them.</param>
    public static IEnumerable<string> Of(IngestResult result, bool tellsDoubts)
    {
        foreach (var group in result.UnusedModel.GroupBy(file => file.Column, file => file.Name))
        {
            yield return $"{FileWords.Names([.. group])}: the column '{group.Key}' names the models, and the option's model does not "
                + "replace them";
        }

        foreach (var note in Columns(result.Files, file => file.Columns.Ignored, "columns that no field is read from")) yield return note;
        foreach (var note in Columns(result.Files, AbsentFields.Of, "fields that the file does not have")) yield return note;
        foreach (var group in result.Catalog.Files.GroupBy(file => CatalogJson.TurnedMissing([file]), file => file.Name))
        {
            if (group.Key is not null) yield return $"{FileWords.Names([.. group])}: values that count as missing: {group.Key}";
        }

        foreach (var file in result.Catalog.Files)
        {
            foreach (var (name, count) in file.Noted ?? new Dictionary<string, long>())
            {
                if (!NotedWords.IsDoubt(name)) yield return $"{file.Name}: {NotedWords.Describe(name, count)}";
            }
        }

        foreach (var doubt in tellsDoubts ? Doubts.Of(result.Catalog) : []) yield return $"Doubt: {doubt}";
        foreach (var file in result.Catalog.Files.Where(IsWhollyRejected)) yield return RejectedAll(file);
        if (CatalogJson.Reasons(result.Catalog.Files) is not { } reasons) yield break;
        var rejected = result.Catalog.RejectedRows();
        yield return $"{rejected:N0} row{(rejected == 1 ? " was" : "s were")} rejected: {reasons}";
    }

    private static bool IsWhollyRejected(CatalogFile file) => file.Rows == 0 && file.Rejected.Count > 0;

    private static string RejectedAll(CatalogFile file)
    {
        var rows = file.Rejected.Values.Sum();
        return $"{file.Name}: {(rows == 1 ? "its only row was" : $"all {rows:N0} rows were")} rejected: {CatalogJson.Reasons([file])}";
    }

    private static IEnumerable<string> Columns(
        IReadOnlyList<CatalogFile> files, Func<CatalogFile, IReadOnlyList<string>> which, string words) => files
        .Select(file => (file.Name, Names: which(file)))
        .Where(file => file.Names.Count > 0)
        .GroupBy(file => string.Join(", ", file.Names.Take(MostNames))
            + (file.Names.Count > MostNames ? $", and {file.Names.Count - MostNames} more" : ""), file => file.Name)
        .Select(group => $"{FileWords.Names([.. group])}: {words}: {group.Key}");
}
