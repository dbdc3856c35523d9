using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Dashed lines across the plot area, each with its text beside it.</summary>
internal sealed class MarkDrawer : SeriesDrawer<MarkLine>
{
    private const double Gap = 5;

    public override bool TakesStyle => false;

    public override bool HasKey => false;

    protected override void Extend(MarkLine series, PanelExtent extent) =>
        (series.Vertical ? extent.X : extent.Y).Add(series.Position);

    protected override void Draw(MarkLine series, PanelView view, SeriesStyle style)
    {
        if (Line(series, view) is not { } line) return;

        view.Context.DrawLine([line.From, line.To], PlotStyle.Soft, 1.3, EdgeRenderingMode.PreferGeometricAccuracy, [5, 3], LineJoin.Bevel);
        if (series.Name is null) return;

        var box = TextBox(series, view, line.From);
        view.Context.DrawRectangle(box, PlotStyle.Veil, OxyColors.Undefined, 0, EdgeRenderingMode.PreferSharpness);
        view.Pen.Write(series.Name, PlotStyle.Mark, box.Left + 2, box.Top + 1);
    }

    protected override void Occupy(MarkLine series, PanelView view, Occupancy occupancy)
    {
        if (Line(series, view) is not { } line) return;

        occupancy.Segment(line.From.X, line.From.Y, line.To.X, line.To.Y);
        if (series.Name is not null) occupancy.Rectangle(TextBox(series, view, line.From));
    }

    private static (ScreenPoint From, ScreenPoint To)? Line(MarkLine series, PanelView view)
    {
        var scale = series.Vertical ? view.XScale : view.YScale;
        if (!scale.Has(series.Position)) return null;

        return series.Vertical
            ? (new ScreenPoint(view.X(series.Position), view.Area.Top), new ScreenPoint(view.X(series.Position), view.Area.Bottom))
            : (new ScreenPoint(view.Area.Right, view.Y(series.Position)), new ScreenPoint(view.Area.Left, view.Y(series.Position)));
    }

    // Texts of vertical lines go down one line each, so that close lines do not write over each other.
    private static OxyRect TextBox(MarkLine series, PanelView view, ScreenPoint from)
    {
        var size = view.Pen.Measure(series.Name!, PlotStyle.Mark);
        double width = size.Width + 4;
        double height = size.Height + 2;
        if (!series.Vertical)
            return new OxyRect(view.Area.Right - width - Gap, from.Y - height - 2 < view.Area.Top ? from.Y + 2 : from.Y - height - 2, width, height);

        int before = view.Panel.Series.OfType<MarkLine>().Where(m => m.Vertical).TakeWhile(m => !ReferenceEquals(m, series)).Count();
        double left = from.X + Gap + width > view.Area.Right ? from.X - Gap - width : from.X + Gap;
        return new OxyRect(left, view.Area.Top + Gap + (before * (height + 3)), width, height);
    }
}
