using LlmWorkload.Analyses;
using Orleans.Concurrency;

namespace LlmWorkload.Figures;

/// <summary>Draws figures off its scheduler; one activation per core and silo, more under load.</summary>
[StatelessWorker]
internal sealed class FigureRendererGrain : Grain, IFigureRendererGrain
{
    /// <inheritdoc/>
    public Task<byte[]> DrawAsync(Figure figure, FigureFormat format) =>
        Task.Run(() => FigureDrawing.Draw(figure, format, FigureSize.Default));

    /// <inheritdoc/>
    public Task<FigurePicture> DrawInAsync(Figure figure, FigureForm form) => Task.Run(() => new FigurePicture(
        FigureDrawing.Draw(figure, form.Format, FigureSize.Of(form)),
        form.Thumbnail ? FigureDrawing.Thumbnail(figure) : null));
}
