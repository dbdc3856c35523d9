using System.Globalization;
using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;

namespace LlmWorkload.Output;

/// <summary>The output root's <c>summary.json</c>: what was analysed, how long each phase took, and every file written.</summary>
internal static class RunSummary
{
    /// <summary>The file's name.</summary>
    public const string FileName = "summary.json";

    // Written by a run with rejected rows; the next may have none.
    private const string RejectedFileName = "rejected.csv";

    public static byte[] Write(RunFiles run, OverviewNumbers overview, IReadOnlyDictionary<string, double> seconds,
        IReadOnlyList<string> written, IReadOnlyList<UndrawnFigure> notDrawn) =>
        JsonText.Object(json =>
        {
            var catalog = run.Catalog;
            if (catalog.Scope is { } scope) json.Scope("scope", scope);
            json.WriteString("dataset", catalog.Name);
            json.Files(catalog);
            json.WriteNumber("rows", catalog.Rows);
            json.WriteNumber("models", catalog.Models.Count);
            Count(json, "users", overview.Users);
            Count(json, "functions", overview.Functions);
            json.Instant("first", catalog.First);
            json.Instant("last", catalog.Last);
            json.WriteBoolean("relative_time", catalog.HasRelativeTime);
            json.Number("time_resolution_seconds", overview.ResolutionSeconds);
            Count(json, "distinct_instants", overview.Instants);
            Count(json, "failed", overview.Failed);
            json.Doubts(catalog);
            json.List("left_out", run.LeftOut, (item, file) =>
            {
                item.WriteString("file", file.Path);
                item.WriteString("reason", file.Why);
            });
            json.List("copies", run.Copies, (item, copy) =>
            {
                item.WriteString("file", copy.File);
                item.WriteString("of", copy.Of);
            });
            json.Object("seconds", phases =>
            {
                foreach (var (phase, elapsed) in seconds) phases.WriteNumber(phase, Math.Round(elapsed, 3));
            });
            json.List("written", written);
            if (notDrawn.Count == 0) return;
            json.List("not_drawn", notDrawn, (item, figure) =>
            {
                item.WriteString("figure", figure.Path);
                item.WriteString("reason", figure.Reason);
            });
        });

    /// <summary>The files that an earlier run over the same rows wrote for analyses that this run leaves alone.</summary>
    /// <param name="root">The output folder.</param>
    /// <param name="catalog">The dataset.</param>
    /// <param name="analysed">The folders that this run writes.</param>
    public static IReadOnlyList<string> Kept(string root, DatasetCatalog catalog, IReadOnlyList<string> analysed)
    {
        var (earlier, scope, files) = WrittenEarlier(Path.Combine(root, FileName));
        return earlier != catalog.Name || scope != ScopeOf(catalog) ? [] : [.. files.Where(
            file => file.Contains('/') && !analysed.Contains(GalleryThumbnails.AnalysisOf(file)) && File.Exists(Path.Combine(root, file)))];
    }

    /// <summary>Makes sure that the folder holds no other dataset's figures, which this run's would take the place of.</summary>
    /// <param name="root">The output folder.</param>
    /// <param name="dataset">The dataset of this run.</param>
    /// <exception cref="WorkloadException">It does; the message says whose, and what to do.</exception>
    public static void Spare(string root, string dataset)
    {
        var (earlier, _, files) = WrittenEarlier(Path.Combine(root, FileName));
        if (earlier is null || earlier == dataset || !files.Any(file => File.Exists(Path.Combine(root, file)))) return;
        throw new WorkloadException(
            $"The folder '{root}' holds figures of the dataset '{earlier}', and this run is of '{dataset}'. "
                + "Give another folder with --output, or --overwrite to replace them.")
        { IsInput = true };
    }

    /// <summary>
    /// Removes what earlier runs wrote into the folder and this one did not, so that figures of two runs are never mixed.
    /// </summary>
    /// <param name="root">The output folder.</param>
    /// <param name="interrupted">The files of a run that was interrupted.</param>
    /// <param name="written">The files of this run.</param>
    public static void RemoveStale(string root, IReadOnlyList<string> interrupted, IReadOnlyCollection<string> written)
    {
        var kept = written.ToHashSet(StringComparer.Ordinal);
        string[] earlier = [.. WrittenEarlier(Path.Combine(root, FileName)).Files.Concat(interrupted).Distinct()];
        foreach (var path in Within(root, earlier.Where(file => !kept.Contains(file))).Where(File.Exists))
        {
            File.Delete(path);
            OutputFolder.RemoveEmpty(root, path);
        }

        foreach (var path in AtomicFile.RemoveAbandoned(Within(root, earlier.Concat(written).Append(RejectedFileName).Distinct())))
            OutputFolder.RemoveEmpty(root, path);
    }

    // A list of files can name any: only what is below the root is ours.
    private static IEnumerable<string> Within(string root, IEnumerable<string> files) =>
        files.Select(file => Path.GetFullPath(Path.Combine(root, file))).Where(
            path => path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    // Empty where the file is not a summary of ours: nothing is known then of what an earlier run wrote.
    private static (string? Dataset, string? Scope, IReadOnlyList<string> Files) WrittenEarlier(string summary)
    {
        if (!File.Exists(summary)) return (null, null, []);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(summary));
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("written", out var list) || list.ValueKind != JsonValueKind.Array
                || !json.RootElement.TryGetProperty("dataset", out var dataset) || dataset.ValueKind != JsonValueKind.String)
            {
                return (null, null, []);
            }

            var scope = json.RootElement.TryGetProperty("scope", out var given) ? Compact(given) : null;
            return (dataset.GetString(), scope, [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String)
                .Select(item => item.GetString()!)]);
        }
        catch (JsonException)
        {
            return (null, null, []);
        }
    }

    private static string? ScopeOf(DatasetCatalog catalog)
    {
        if (catalog.Scope is not { } scope) return null;
        using var json = JsonDocument.Parse(JsonText.Object(each => each.Scope("scope", scope)));
        return Compact(json.RootElement.GetProperty("scope"));
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    private static void Count(Utf8JsonWriter json, string name, long? count)
    {
        if (count is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
