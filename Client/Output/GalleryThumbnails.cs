namespace LlmWorkload.Output;

/// <summary>Where the gallery's small pictures are: below a folder of their own, under the paths of the figures.</summary>
internal static class GalleryThumbnails
{
    /// <summary>The folder.</summary>
    public const string Folder = "thumbnails";

    /// <summary>The thumbnail of a figure's path.</summary>
    public static string Of(string path) => $"{Folder}/{path}.png";

    /// <summary>Whether a file lies below the folder.</summary>
    public static bool Has(string file) => file.StartsWith($"{Folder}/", StringComparison.Ordinal);

    /// <summary>The folder of the analysis that a file belongs to.</summary>
    public static string AnalysisOf(string file) => file.Split('/') is [Folder, var analysis, ..] ? analysis : file.Split('/')[0];
}
