using LlmWorkload.Figures;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace LlmWorkload.Tests.Figures;

/// <summary>A pen that measures texts and draws nothing that is kept.</summary>
internal sealed class MeasuringPen : IDisposable
{
    private readonly SKCanvas _canvas = SKSvgCanvas.Create(SKRect.Create(10, 10), Stream.Null);
    private readonly SkiaRenderContext _context;

    public MeasuringPen()
    {
        _context = new SkiaRenderContext { SkCanvas = _canvas, UseTextShaping = false };
        Pen = new TextPen(_context, PlotFont.Family);
    }

    /// <summary>The pen, in the sizes of the screen.</summary>
    public TextPen Pen { get; }

    public void Dispose()
    {
        _context.Dispose();
        _canvas.Dispose();
    }
}
