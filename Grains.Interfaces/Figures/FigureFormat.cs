namespace LlmWorkload.Figures;

/// <summary>The file format of a drawn figure.</summary>
public enum FigureFormat
{
    /// <summary>Portable Network Graphics, 1200×800 logical pixels at scale 2 unless asked otherwise.</summary>
    Png,

    /// <summary>Scalable Vector Graphics.</summary>
    Svg,
}
