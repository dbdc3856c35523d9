namespace LlmWorkload.Web;

/// <summary>Where a silo keeps things on its machine, which nobody is told over HTTP; its log and its operator's screen say it.</summary>
/// <param name="settings">The settings.</param>
internal sealed class HiddenPlaces(WebSettings settings)
{
    private const string Instead = "…";

    private readonly string[] _places =
    [
        .. new[] { settings.StateFolder, settings.Ingest.Root, settings.Ingest.UploadFolder }.Where(place => place.Length > 0)
            .Select(place => Path.TrimEndingDirectorySeparator(Path.GetFullPath(place))).Where(place => place != Path.GetPathRoot(place))
            .OrderByDescending(place => place.Length),
    ];

    /// <summary>Words without them.</summary>
    public string Hide(string words) =>
        _places.Aggregate(words, (told, place) => told.Replace(place, Instead, StringComparison.Ordinal));
}
