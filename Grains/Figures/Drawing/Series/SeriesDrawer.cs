using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>
/// Draws one kind of series. A new kind is a subclass of <see cref="SeriesDrawer{T}"/> and a line in <see cref="SeriesDrawers"/>.
/// </summary>
internal abstract class SeriesDrawer
{
    /// <summary>Whether the series takes the next colour and dashes of the panel.</summary>
    public virtual bool TakesStyle => true;

    /// <summary>Whether it fills areas, of which there may be more colours than of lines.</summary>
    public virtual bool IsArea => false;

    /// <summary>Whether a named series has an entry in the legend.</summary>
    public virtual bool HasKey => true;

    /// <summary>Whether drawing is cut at the edge of the plot area.</summary>
    public virtual bool IsClipped => true;

    /// <summary>Adds what the series needs to the axes.</summary>
    public abstract void Extend(FigureSeries series, PanelExtent extent);

    /// <summary>Draws the series.</summary>
    public abstract void Draw(FigureSeries series, PanelView view, SeriesStyle style);

    /// <summary>Marks what the series covers, so that the notes avoid it.</summary>
    public abstract void Occupy(FigureSeries series, PanelView view, Occupancy occupancy);

    /// <summary>
    /// Logical pixels that the series needs right of a plot area <paramref name="height"/> tall, such as for a colour bar.
    /// </summary>
    public virtual double SideWidth(FigureSeries series, double height, TextPen pen) => 0;

    /// <summary>Draws what stands right of the plot area.</summary>
    public virtual void DrawSide(FigureSeries series, OxyRect box, TextPen pen)
    {
    }

    /// <summary>Draws the sample that stands before the name in the legend.</summary>
    public virtual void DrawKey(IRenderContext context, OxyRect box, SeriesStyle style)
    {
        var side = Math.Min(box.Height, 11);
        var swatch = new OxyRect(box.Center.X - (side / 2), box.Center.Y - (side / 2), side, side);
        context.DrawRectangle(swatch, style.Color, OxyColors.Undefined, 0, EdgeRenderingMode.PreferSharpness);
    }
}

/// <inheritdoc />
internal abstract class SeriesDrawer<T> : SeriesDrawer
    where T : FigureSeries
{
    public sealed override void Extend(FigureSeries series, PanelExtent extent) => Extend((T)series, extent);

    public sealed override void Draw(FigureSeries series, PanelView view, SeriesStyle style) => Draw((T)series, view, style);

    public sealed override void Occupy(FigureSeries series, PanelView view, Occupancy occupancy) => Occupy((T)series, view, occupancy);

    public sealed override double SideWidth(FigureSeries series, double height, TextPen pen) => SideWidth((T)series, height, pen);

    public sealed override void DrawSide(FigureSeries series, OxyRect box, TextPen pen) => DrawSide((T)series, box, pen);

    protected abstract void Extend(T series, PanelExtent extent);

    protected abstract void Draw(T series, PanelView view, SeriesStyle style);

    protected abstract void Occupy(T series, PanelView view, Occupancy occupancy);

    protected virtual double SideWidth(T series, double height, TextPen pen) => 0;

    protected virtual void DrawSide(T series, OxyRect box, TextPen pen)
    {
    }
}

/// <summary>The drawer of each kind of series.</summary>
internal static class SeriesDrawers
{
    private static readonly Dictionary<Type, SeriesDrawer> Drawers = new()
    {
        [typeof(LineSeries)] = new LineDrawer(),
        [typeof(PointSeries)] = new PointDrawer(),
        [typeof(BarSeries)] = new BarDrawer(),
        [typeof(PieSlices)] = new PieDrawer(),
        [typeof(MarkLine)] = new MarkDrawer(),
        [typeof(GuideLine)] = new GuideDrawer(),
        [typeof(BoxSeries)] = new BoxDrawer(),
        [typeof(HeatmapSeries)] = new HeatmapDrawer(),
        [typeof(HistogramSeries)] = new HistogramDrawer(),
        [typeof(BandSeries)] = new BandDrawer(),
        [typeof(StackSeries)] = new StackDrawer(),
    };

    /// <exception cref="NotSupportedException">No drawer is registered for this kind.</exception>
    public static SeriesDrawer Of(FigureSeries series) =>
        Drawers.GetValueOrDefault(series.GetType())
        ?? throw new NotSupportedException($"Nothing draws a {series.GetType().Name}.");
}
