namespace LlmWorkload.Figures;

/// <summary>Whether the fonts of this machine can draw a text.</summary>
internal static class DrawableText
{
    /// <summary>The name where there is a font for all of it, else the id, with a note that says why.</summary>
    /// <param name="name">The name.</param>
    /// <param name="id">The id.</param>
    public static string OrId(string name, string id) => PlotFont.CanDraw(name) ? name : $"{id} (no font for its name)";
}
