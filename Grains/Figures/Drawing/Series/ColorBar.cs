using System.Globalization;
using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>The bar that explains the colours of a heatmap: gradient, ticks and label.</summary>
internal static class ColorBar
{
    private const double Thickness = 18;
    private const double TickApart = 30;
    private const double LabelGap = 8;
    private const double Tip = 16;
    private const int Bands = 200;

    /// <summary>Logical pixels a bar <paramref name="height"/> tall needs across.</summary>
    public static double Width(ColorScale scale, string? label, double height, TextPen pen) =>
        LabelLeft(scale, height, pen) + (label is null ? 0 : LabelGap + pen.Sizes.AxisTitle.LineHeight);

    public static void Draw(ColorScale scale, string? label, OxyRect box, TextPen pen)
    {
        var tip = scale.IsCut ? Tip : 0;
        var bar = PanelLayout.Box(box.Left, box.Top + tip, Thickness, box.Height - tip);
        if (scale.IsCut) DrawTip(scale, bar, pen);
        var band = Math.Max(1, Math.Ceiling(bar.Height / Bands));
        for (var y = bar.Bottom; y > bar.Top; y -= band)
        {
            var slice = new OxyRect(bar.Left, Math.Max(bar.Top, y - band), bar.Width, Math.Min(band, y - bar.Top));
            pen.Context.DrawRectangle(
                slice, Viridis.At((bar.Bottom - y + (band / 2)) / bar.Height), OxyColors.Undefined, 0, EdgeRenderingMode.PreferSpeed);
        }
        pen.Context.DrawRectangle(bar, OxyColors.Undefined, PlotStyle.Frame, 1, EdgeRenderingMode.PreferSharpness);

        foreach (var value in scale.Ticks(TickApart / bar.Height).Where(
            t => !scale.IsCut || bar.Height * (1 - scale.Share(t)) >= TickApart - Tip))
        {
            var y = bar.Bottom - (scale.Share(value) * bar.Height);
            ScreenPoint[] tick = [new(bar.Right, y), new(bar.Right + pen.Sizes.TickLength, y)];
            pen.Context.DrawLine(tick, PlotStyle.Frame, 1, EdgeRenderingMode.PreferSharpness, null, LineJoin.Miter);
            pen.Write(NumberText.Value(value), pen.Sizes.TickLabel, bar.Right + pen.Sizes.TickLength + pen.Sizes.TickGap, y,
                HorizontalAlignment.Left, VerticalAlignment.Middle);
        }
        if (label is null) return;

        var fitted = pen.Fit(label, pen.Sizes.AxisTitle, box.Height);
        pen.Write(fitted, pen.Sizes.AxisTitle, bar.Left + LabelLeft(scale, box.Height, pen) + LabelGap, bar.Center.Y,
            HorizontalAlignment.Center, VerticalAlignment.Top, -90);
    }

    // The arrow for values beyond the scale, labelled with the largest of them.
    private static void DrawTip(ColorScale scale, OxyRect bar, TextPen pen)
    {
        pen.Context.DrawPolygon(
            [new(bar.Left, bar.Top), new(bar.Center.X, bar.Top - Tip), new(bar.Right, bar.Top)],
            Viridis.At(1),
            PlotStyle.Frame,
            1,
            EdgeRenderingMode.PreferGeometricAccuracy,
            null,
            LineJoin.Miter);
        pen.Write(Most(scale), pen.Sizes.TickLabel, bar.Right + pen.Sizes.TickGap, bar.Top - Tip, HorizontalAlignment.Left,
            VerticalAlignment.Top);
    }

    private static string Most(ColorScale scale) =>
        "≤ " + NumberText.Value(double.Parse(scale.Largest.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static double LabelLeft(ColorScale scale, double height, TextPen pen) =>
        Thickness + pen.Sizes.TickLength + pen.Sizes.TickGap
            + pen.Widest([.. scale.Ticks(TickApart / height).Select(NumberText.Value), .. scale.IsCut ? new[] { Most(scale) } : []],
                pen.Sizes.TickLabel);
}
