namespace LlmWorkload.Figures;

/// <summary>Draws figures; any number of these work at once.</summary>
[Alias("llmwl.IFigureRendererGrain")]
public interface IFigureRendererGrain : IGrainWithIntegerKey
{
    /// <summary>The figure's picture.</summary>
    [ResponseTimeout("00:10:00")]
    Task<byte[]> DrawAsync(Figure figure, FigureFormat format);

    /// <summary>The figure's picture in a form, and its thumbnail where the form has one.</summary>
    [ResponseTimeout("00:10:00")]
    Task<FigurePicture> DrawInAsync(Figure figure, FigureForm form);
}
