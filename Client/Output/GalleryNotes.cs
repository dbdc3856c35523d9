using System.Text.Json;
using LlmWorkload.Analyses;

namespace LlmWorkload.Output;

/// <summary>
/// What the gallery says of figures: captions of those drawn, reasons of those that are not. It is kept beside the thumbnails.
/// </summary>
/// <param name="Captions">Captions by the file of the picture.</param>
/// <param name="NotDrawn">Figures that are not worth drawing.</param>
internal sealed record GalleryNotes(IReadOnlyDictionary<string, string> Captions, IReadOnlyList<UndrawnFigure> NotDrawn)
{
    /// <summary>The file's name, below the output folder.</summary>
    public const string FileName = $"{GalleryThumbnails.Folder}/notes.json";

    /// <summary>No notes.</summary>
    public static GalleryNotes None { get; } = new(new Dictionary<string, string>(), []);

    /// <summary>What an earlier run noted; nothing where it noted none, or the file is not one of ours.</summary>
    /// <param name="root">The output folder.</param>
    public static GalleryNotes Read(string root)
    {
        var file = Path.Combine(root, FileName);
        if (!File.Exists(file)) return None;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return new GalleryNotes(
                json.RootElement.GetProperty("captions").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetString()!),
                [.. json.RootElement.GetProperty("not_drawn").EnumerateArray().Select(each => new UndrawnFigure(
                    each.GetProperty("figure").GetString()!, each.GetProperty("reason").GetString()!))]);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return None;
        }
    }

    /// <summary>These notes, and those of an earlier run of analyses that this run leaves alone.</summary>
    /// <param name="earlier">The earlier notes.</param>
    /// <param name="kept">The folders of those analyses.</param>
    public GalleryNotes With(GalleryNotes earlier, IReadOnlySet<string> kept) => new(
        Captions.Concat(earlier.Captions.Where(each => kept.Contains(each.Key.Split('/')[0]) && !Captions.ContainsKey(each.Key)))
            .OrderBy(each => each.Key, StringComparer.Ordinal).ToDictionary(),
        [.. NotDrawn.Concat(earlier.NotDrawn.Where(each => kept.Contains(each.Path.Split('/')[0])))
            .OrderBy(each => each.Path, StringComparer.Ordinal)]);

    /// <summary>The file.</summary>
    public byte[] Write() => JsonText.Object(json =>
    {
        json.Object("captions", captions =>
        {
            foreach (var (file, caption) in Captions) captions.WriteString(file, caption);
        });
        json.List("not_drawn", NotDrawn, (item, each) =>
        {
            item.WriteString("figure", each.Path);
            item.WriteString("reason", each.Reason);
        });
    });
}
