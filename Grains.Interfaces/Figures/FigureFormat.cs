namespace LlmWorkload.Figures;

/// <summary>The file format of a drawn figure.</summary>
public enum FigureFormat
{
    /// <summary>Portable Network Graphics, 1200×800 logical pixels at scale 2 unless asked otherwise.</summary>
    Png,

    /// <summary>Scalable Vector Graphics.</summary>
    Svg,

    /// <summary>Portable Document Format: one page of 900×600 points, with text that can be selected and its font in it.</summary>
    Pdf,
}
