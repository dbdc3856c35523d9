using LlmWorkload.Figures;
using OxyPlot;

namespace LlmWorkload.Tests.Figures;

public sealed class MarkTextsTests : IDisposable
{
    private readonly MeasuringPen _measuring = new();

    private TextPen Pen => _measuring.Pen;

    public void Dispose() => _measuring.Dispose();

    [Fact]
    public void Texts_of_close_lines_touch_neither_each_other_nor_the_lines()
    {
        MarkLine[] marks = [
            new("mean = 5.1", 5.1, true), new("median = 5", 5, true), new("p95 = 5.3", 5.3, true), new("limit = 90", 90, false)];
        var panel = SampleFigures.CdfPanel(marks) with { X = new FigureAxis("", AxisKind.Linear), Y = new FigureAxis("", AxisKind.Linear) };
        var view = new PanelView(
            panel, new OxyRect(0, 0, 500, 400), new AxisScale(AxisKind.Linear, 0, 10), new AxisScale(AxisKind.Linear, 0, 100), Pen);

        OxyRect[] boxes = [.. marks.Select(m => MarkTexts.BoxOf(m, view)!.Value)];
        for (var i = 0; i < boxes.Length; i++)
        {
            Assert.True(boxes[i].Left >= 0 && boxes[i].Right <= 500 && boxes[i].Top >= 0 && boxes[i].Bottom <= 400);
            Assert.DoesNotContain(
                boxes[..i], b => b.Left < boxes[i].Right && boxes[i].Left < b.Right && b.Top < boxes[i].Bottom && boxes[i].Top < b.Bottom);
        }
    }

    [Fact]
    public void A_text_avoids_the_curve()
    {
        // The curve runs along the top of the right half, the line stands at its start.
        FigureSeries[] series = [new LineSeries(null, [5, 10], [98, 98]), new MarkLine("median = 5", 5, true)];
        var panel = SampleFigures.CdfPanel(series) with
        { X = new FigureAxis("", AxisKind.Linear), Y = new FigureAxis("", AxisKind.Linear) };
        var view = new PanelView(
            panel, new OxyRect(0, 0, 500, 400), new AxisScale(AxisKind.Linear, 0, 10), new AxisScale(AxisKind.Linear, 0, 100), Pen);

        var box = MarkTexts.BoxOf((MarkLine)series[1], view)!.Value;

        Assert.True(box.Right < 250 || box.Top > 8);
    }
}
