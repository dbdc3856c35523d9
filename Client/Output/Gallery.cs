using System.Globalization;
using System.Text;
using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Reading;

namespace LlmWorkload.Output;

/// <summary>
/// The page <c>index.html</c> of an output folder: the dataset's numbers, and every figure as a thumbnail that opens, by analysis, model or
/// user, to be filtered and searched. Where a figure was not worth drawing, the reason stands in its place. The page needs no network: the
/// figures beside it are all that it shows.
/// </summary>
internal static class Gallery
{
    /// <summary>The file's name.</summary>
    public const string FileName = "index.html";

    /// <summary>The file of a study's report, which the page leads to where there is one.</summary>
    public const string ReportFile = "report.html";

    private static readonly string OfUsers = AnalysisInfo.Find("user-timelines").Folder;
    private static readonly string[] Pictures = [".png", ".svg", ".pdf"];

    /// <summary>Whether a file of the output folder is the picture of a figure.</summary>
    public static bool IsPicture(string file) => Pictures.Contains(Path.GetExtension(file)) && !GalleryThumbnails.Has(file);

    /// <summary>Writes the page.</summary>
    /// <param name="run">The dataset, and what was said of the files.</param>
    /// <param name="overview">What the overview says.</param>
    /// <param name="analyses">Folders of the analyses, in the order in which they are shown.</param>
    /// <param name="written">The files of the output folder.</param>
    /// <param name="notes">What is said of figures.</param>
    public static byte[] Write(
        RunFiles run, OverviewNumbers overview, IReadOnlyList<string> analyses, IReadOnlyList<string> written, GalleryNotes notes)
    {
        var catalog = run.Catalog;
        var names = FigureNames.Unique(catalog.Models.Select(model => (model.Id, model.Name)));
        var byFolder = catalog.Models.ToDictionary(model => names[model.Id]);
        var thumbnails = written.Where(GalleryThumbnails.Has).ToHashSet();
        var known = AnalysisInfo.All.ToDictionary(analysis => analysis.Folder);
        IEnumerable<(string Path, string? File, string? Reason)> figures = written
            .Where(IsPicture)
            .Select(file => (Path.ChangeExtension(file, null), (string?)file, (string?)null))
            .Concat(notes.NotDrawn.Select(each => (each.Path, (string?)null, (string?)each.Reason)));
        var data = JsonText.Object(json =>
        {
            json.WriteString("dataset", catalog.Name);
            if (written.Contains(ReportFile)) json.WriteString("report", ReportFile);
            json.WriteStartArray("numbers");
            foreach (var (name, value) in Numbers(run, overview))
            {
                json.WriteStartArray();
                json.WriteStringValue(name);
                json.WriteStringValue(value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.List("analyses", analyses, (item, folder) =>
            {
                item.WriteString("folder", folder);
                item.WriteString("sentence", known.GetValueOrDefault(folder)?.Sentence ?? "");
                item.WriteString("definition", known.TryGetValue(folder, out var analysis) ? Definitions.NameOf(analysis) : "");
            });
            json.Object("definitions", definitions =>
            {
                HashSet<string> shown =
                    [Definitions.Shared, .. analyses.Where(known.ContainsKey).Select(folder => Definitions.NameOf(known[folder]))];
                foreach (var name in shown)
                {
                    if (Definitions.Page(name, shown) is not { } page) continue;
                    definitions.WriteStartObject(name);
                    definitions.WriteString("title", page.Title);
                    definitions.WriteString("html", page.Html);
                    definitions.WriteEndObject();
                }
            });
            json.List("figures", figures, (item, figure) =>
            {
                WriteFigure(item, figure.Path, byFolder);
                if (figure.File is { } file)
                {
                    item.WriteString("image", file);
                    item.WriteString("table", Path.ChangeExtension(file, ".csv"));
                    var thumbnail = GalleryThumbnails.Of(figure.Path);
                    if (thumbnails.Contains(thumbnail)) item.WriteString("thumbnail", thumbnail);
                    if (notes.Captions.TryGetValue(file, out var caption)) item.WriteString("caption", caption);
                }

                if (figure.Reason is { } reason) item.WriteString("reason", reason);
            });
        });

        // Inside a script element, "<" could end it.
        return Encoding.UTF8.GetBytes(Template().Replace("{{data}}", Encoding.UTF8.GetString(data).Replace("<", "\\u003c")));
    }

    // A figure of one model or user lies in its folder, or is called as it is.
    private static void WriteFigure(Utf8JsonWriter json, string path, Dictionary<string, CatalogModel> models)
    {
        var parts = path.Split('/');
        json.WriteString("path", path);
        json.WriteString("analysis", parts[0]);
        json.WriteString("name", parts[^1]);
        if (parts[0] == OfUsers)
        {
            json.WriteString("user", parts[^1]);
            return;
        }

        if (parts[1..].FirstOrDefault(models.ContainsKey) is { } folder)
        {
            json.WriteString("model", models[folder].Name);
            json.WriteString("model_id", models[folder].Id);
            json.WriteString("model_folder", folder);
        }
        else if (parts.Length > 2) json.WriteString("model", parts[^2]);
    }

    private static IEnumerable<(string Name, string Value)> Numbers(RunFiles run, OverviewNumbers overview)
    {
        var catalog = run.Catalog;
        yield return ("Requests", InvariantText.Whole(catalog.Rows));
        yield return ("Models", InvariantText.Whole(catalog.Models.Count));
        if (overview.Users is { } users) yield return ("Users", InvariantText.Whole(users));
        if (overview.Functions is { } functions) yield return ("Functions", InvariantText.Whole(functions));
        if (catalog.First != Missing.Value) yield return ("First request (UTC)", Instant(catalog.First));
        if (catalog.Last != Missing.Value) yield return ("Last request (UTC)", Instant(catalog.Last));
        yield return ("Files", InvariantText.Whole(catalog.Files.Count));
        if (run.LeftOut.Count > 0) yield return ("Files left out", LeftOut(run.LeftOut));
        if (run.Copies.Count > 0) yield return ("Copies, which count once", string.Join(", ", run.Copies.Select(Copy)));
        if (catalog.Files.Sum(file => file.Rejected.Values.Sum()) is > 0 and var rejected)
            yield return ("Rejected rows", InvariantText.Whole(rejected));
        if (CatalogJson.TurnedMissing(catalog.Files) is { } missing) yield return ("Values that count as missing", missing);
        if (CatalogJson.Names([.. catalog.Files.SelectMany(file => file.Columns.Ignored).Distinct()]) is { } ignored)
            yield return ("Columns not read", ignored);
        if (CatalogJson.Names([.. catalog.Files.SelectMany(AbsentFields.Of).Distinct()]) is { } absent)
            yield return ("Fields not there", absent);
    }

    private static string Copy(CopiedFile copy) => (Path.GetFileName(copy.File), Path.GetFileName(copy.Of)) is var (file, of) && file != of
        ? $"{file} (of {of})"
        : $"{copy.File} (of {copy.Of})";

    private static string LeftOut(IReadOnlyList<LeftOutFile> files) =>
        string.Join(", ", files.Select(file => $"{Path.GetFileName(file.Path)} ({file.Why})"));

    private static string Instant(long ticks) => new DateTime(ticks).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Template()
    {
        using var stream = typeof(Gallery).Assembly.GetManifestResourceStream("Gallery.html")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
