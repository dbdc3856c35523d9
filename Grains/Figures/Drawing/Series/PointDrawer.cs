using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Separate points as small discs. The more points there are, the more transparent they are.</summary>
internal sealed class PointDrawer : SeriesDrawer<PointSeries>
{
    // Points under a band let it be seen.
    private const double UnderBand = 0.5;

    protected override void Extend(PointSeries series, PanelExtent extent)
    {
        extent.X.Add(series.X);
        extent.Y.Add(series.Y);
    }

    protected override void Draw(PointSeries series, PanelView view, SeriesStyle style)
    {
        var radius = Radius(series.X.Length, view);
        var color = OxyColor.FromAColor(
            (byte)(Opacity(series.X.Length) * (view.Panel.Series.Any(other => other is BandSeries) ? UnderBand : 1)), style.Color);
        Discs.Draw(view.Context, [.. Drawn(series, view)], radius, color);
    }

    protected override void Occupy(PointSeries series, PanelView view, Occupancy occupancy)
    {
        foreach (var (x, y) in Drawn(series, view))
            occupancy.Point(x, y);
    }

    public override void DrawKey(IRenderContext context, OxyRect box, SeriesStyle style) =>
        context.DrawEllipse(
            new OxyRect(box.Center.X - 4, box.Center.Y - 4, 8, 8),
            style.Color,
            OxyColors.Undefined,
            0,
            EdgeRenderingMode.PreferGeometricAccuracy);

    private static byte Opacity(int points) => points switch
    {
        <= 200 => 200,
        <= 2_000 => 130,
        <= 8_000 => 90,
        _ => 60,
    };

    private static double Radius(int points, PanelView view) => view.Sizes.MarkerRadius * points switch
    {
        <= 200 => 1.5,
        <= 8_000 => 1,
        _ => 0.85,
    };

    private static IEnumerable<(double X, double Y)> Drawn(PointSeries series, PanelView view)
    {
        for (var i = 0; i < series.X.Length; i++)
        {
            if (view.Has(series.X[i], series.Y[i]))
                yield return (view.X(series.X[i]), view.Y(series.Y[i]));
        }
    }
}
