using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>
/// Dashed lines across the plot area. Each has its text beside it, where the text covers no data and no other text. All texts are written
/// after all lines, so that no line crosses a text.
/// </summary>
internal sealed class MarkDrawer : SeriesDrawer<MarkLine>
{
    private static readonly double[] Dashes = [5, 3];

    public override bool TakesStyle => false;

    public override bool HasKey => false;

    protected override void Extend(MarkLine series, PanelExtent extent) =>
        (series.Vertical ? extent.X : extent.Y).Add(series.Position);

    protected override void Draw(MarkLine series, PanelView view, SeriesStyle style)
    {
        if (MarkTexts.Line(series, view) is { } line)
            view.Context.DrawLine([line.From, line.To], PlotStyle.Soft, 1.3, EdgeRenderingMode.PreferGeometricAccuracy, Dashes,
                LineJoin.Bevel);

        var marks = view.Panel.Series.OfType<MarkLine>().ToList();
        if (!ReferenceEquals(series, marks[^1])) return;

        foreach (var mark in marks)
            DrawText(mark, view);
    }

    private static void DrawText(MarkLine series, PanelView view)
    {
        if (MarkTexts.Line(series, view) is null || MarkTexts.BoxOf(series, view) is not { } box) return;

        view.Context.DrawRectangle(box, PlotStyle.Veil, OxyColors.Undefined, 0, EdgeRenderingMode.PreferSharpness);
        view.Pen.Write(series.Name!, view.Sizes.Mark, box.Left + 2, box.Top + 1);
    }

    protected override void Occupy(MarkLine series, PanelView view, Occupancy occupancy)
    {
        if (MarkTexts.Line(series, view) is not { } line) return;

        occupancy.Segment(line.From.X, line.From.Y, line.To.X, line.To.Y);
        if (MarkTexts.BoxOf(series, view) is { } box) occupancy.Rectangle(box);
    }
}
