using LlmWorkload.Figures;
using OxyPlot;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace LlmWorkload.Tests.Figures;

/// <summary>Notes which texts a figure writes and where, and which colours it draws with.</summary>
internal sealed class RecordingContext : FigureContext, IRenderContext, IDisposable
{
    private readonly SKBitmap _bitmap;
    private readonly SKCanvas _canvas;

    private RecordingContext(int width, int height)
    {
        _bitmap = new SKBitmap(width, height);
        _canvas = new SKCanvas(_bitmap);
        SkCanvas = _canvas;
        RenderTarget = RenderTarget.VectorGraphic;
        UseTextShaping = false;
    }

    /// <summary>The texts.</summary>
    public List<Written> Texts { get; } = [];

    /// <summary>Colours of lines, areas and points, opaque.</summary>
    public HashSet<OxyColor> Colours { get; } = [];

    /// <summary>Colours of rectangles, in the order of drawing.</summary>
    public List<OxyColor> Fills { get; } = [];

    /// <summary>Rectangles around plot areas.</summary>
    public List<OxyRect> Frames { get; } = [];

    /// <summary>Paints a figure and notes what it does.</summary>
    public static RecordingContext Of(Figure figure, FigureSize size)
    {
        var context = new RecordingContext((int)Math.Ceiling(size.Width), (int)Math.Ceiling(size.Height));
        new FigurePainter(context, size.Width, size.Height, size.Sizes).Paint(figure);
        return context;
    }

    void IDisposable.Dispose()
    {
        Dispose();
        _canvas.Dispose();
        _bitmap.Dispose();
    }

    void IRenderContext.DrawText(
        ScreenPoint p, string text, OxyColor fill, string? fontFamily, double fontSize, double fontWeight, double rotation,
        HorizontalAlignment horizontalAlignment, VerticalAlignment verticalAlignment, OxySize? maxSize)
    {
        if (string.IsNullOrEmpty(text)) return;
        var size = ((IRenderContext)this).MeasureText(text, fontFamily, fontSize, fontWeight);
        Texts.Add(new Written(text, fontSize, Corners(p, size, rotation, horizontalAlignment, verticalAlignment)));
    }

    void IRenderContext.DrawLine(
        IList<ScreenPoint> points, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[]? dashArray,
        LineJoin lineJoin) => Note(stroke);

    void IRenderContext.DrawPolygon(
        IList<ScreenPoint> points, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode,
        double[]? dashArray, LineJoin lineJoin) => Note(fill);

    void IRenderContext.DrawRectangle(
        OxyRect rectangle, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode)
    {
        Note(fill);
        Note(stroke);
        Fills.Add(fill);
        if (fill.IsUndefined() && stroke == PlotStyle.Frame) Frames.Add(rectangle);
    }

    void IRenderContext.DrawRectangles(
        IList<OxyRect> rectangles, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode)
    {
        if (rectangles.Count > 0) Note(fill);
    }

    void IRenderContext.DrawEllipse(
        OxyRect extents, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode) => Note(fill);

    private void Note(OxyColor color) => Colours.Add(OxyColor.FromRgb(color.R, color.G, color.B));

    // The corners of a text's box, turned about the point that it is aligned to.
    private static ScreenPoint[] Corners(ScreenPoint at, OxySize size, double rotation, HorizontalAlignment across, VerticalAlignment down)
    {
        var left = across switch { HorizontalAlignment.Left => 0, HorizontalAlignment.Center => -size.Width / 2, _ => -size.Width };
        var top = down switch { VerticalAlignment.Top => 0, VerticalAlignment.Middle => -size.Height / 2, _ => -size.Height };
        var (sin, cos) = Math.SinCos(rotation * Math.PI / 180);
        return [.. new[] { (left, top), (left + size.Width, top), (left + size.Width, top + size.Height), (left, top + size.Height) }
            .Select(corner => new ScreenPoint(
                at.X + (corner.Item1 * cos) - (corner.Item2 * sin), at.Y + (corner.Item1 * sin) + (corner.Item2 * cos)))];
    }

    /// <summary>A text that was written.</summary>
    /// <param name="Text">What it says.</param>
    /// <param name="Size">How large its font is, in logical units.</param>
    /// <param name="Corners">The corners of its box, one after the other around it.</param>
    internal sealed record Written(string Text, double Size, ScreenPoint[] Corners)
    {
        // Lines of text have room above and below their letters.
        private const double Slack = 2.5;

        /// <summary>Whether two texts cover one another: no side of either box parts them.</summary>
        public bool Overlaps(Written other) => !IsParted(Corners, other.Corners) && !IsParted(other.Corners, Corners);

        public bool IsInside(double width, double height) =>
            Corners.All(corner => corner.X >= -1 && corner.Y >= -Slack && corner.X <= width + 1 && corner.Y <= height + Slack);

        public override string ToString() => $"'{Text}' at {Corners[0].X:0},{Corners[0].Y:0}";

        private static bool IsParted(ScreenPoint[] one, ScreenPoint[] other)
        {
            for (var i = 0; i < one.Length; i++)
            {
                var (from, to) = (one[i], one[(i + 1) % one.Length]);
                var (dx, dy) = (to.X - from.X, to.Y - from.Y);
                var length = Math.Sqrt((dx * dx) + (dy * dy));
                if (length == 0) continue;
                double Along(ScreenPoint point) => (((point.X - from.X) * dy) - ((point.Y - from.Y) * dx)) / length;
                if (one.Max(Along) - Slack <= other.Min(Along) || other.Max(Along) - Slack <= one.Min(Along)) return true;
            }

            return false;
        }
    }
}
