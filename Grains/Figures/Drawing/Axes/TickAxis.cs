using OxyPlot;
using OxyPlot.Axes;

namespace LlmWorkload.Figures;

/// <summary>An OxyPlot axis whose range, ticks and labels are all given.</summary>
internal sealed class TickAxis : LinearAxis
{
    private readonly AxisTicks _ticks;
    private readonly Dictionary<double, string> _labels;

    public TickAxis(AxisScale scale, AxisTicks ticks, AxisPosition position, bool reversed, TextPen pen)
    {
        _ticks = ticks;
        _labels = ticks.Major.DistinctBy(t => t.Position).ToDictionary(t => t.Position, t => FigureContext.Literal(t.Label));
        Position = position;
        Minimum = scale.Minimum;
        Maximum = scale.Maximum;
        (StartPosition, EndPosition) = reversed ? (1, 0) : (0, 1);
        MinimumPadding = MaximumPadding = 0;
        Font = pen.Family;
        FontSize = ticks.Style.Size;
        TextColor = ticks.Style.Color;
        Angle = ticks.Angle;
        LabelFormatter = at => _labels.GetValueOrDefault(at, "");
        MajorTickSize = pen.Sizes.TickLength;
        MinorTickSize = pen.Sizes.TickLength / 2;
        AxisTickToLabelDistance = pen.Sizes.TickGap;
        TicklineColor = PlotStyle.Frame;
        MinorTicklineColor = PlotStyle.Frame;
        MajorGridlineStyle = ticks.Grid ? LineStyle.Solid : LineStyle.None;
        MajorGridlineColor = PlotStyle.MajorGrid;
        MinorGridlineStyle = ticks.Grid && ticks.Minor.Length > 0 ? LineStyle.Solid : LineStyle.None;
        MinorGridlineColor = PlotStyle.MinorGrid;
        MajorGridlineThickness = MinorGridlineThickness = 1;
    }

    public override void GetTickValues(
        out IList<double> majorLabelValues, out IList<double> majorTickValues, out IList<double> minorTickValues)
    {
        majorTickValues = [.. _ticks.Major.Select(t => t.Position)];
        majorLabelValues = majorTickValues;
        minorTickValues = _ticks.Minor;
    }
}
