using LlmWorkload.Analyses;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Slo;

public sealed class SloFiguresTests
{
    private static readonly long Start = new DateTime(2025, 3, 3, 0, 0, 0, DateTimeKind.Utc).Ticks;

    [Fact]
    public async Task Over_months_few_enough_points_are_drawn_and_the_table_has_every_hour()
    {
        var figure = await ByHourAsync(hours: 90 * 24, models: 20);
        var panel = Assert.Single(figure.Panels);
        Assert.Equal(["all requests", "its highest hour", "its lowest hour"], panel.Series.Select(series => series.Name));
        Assert.All(panel.Series, series => Assert.Equal(90, Assert.IsType<LineSeries>(series).X.Length));
        Assert.Equal(["Drawn: all requests; the CSV has 20 more lines"], panel.Notes);
        Assert.StartsWith("Attainment per day of ttft", figure.Title, StringComparison.Ordinal);
        Assert.Equal(21 * 90 * 24, Assert.IsType<InstantColumn>(figure.Table.Columns[1]).Values.Length);
    }

    [Fact]
    public async Task Over_a_week_every_hour_of_twelve_lines_is_drawn_and_the_note_says_which()
    {
        var figure = await ByHourAsync(hours: 168, models: 20);
        var panel = Assert.Single(figure.Panels);
        Assert.Equal(12, panel.Series.Count);
        Assert.Equal(168, Assert.IsType<LineSeries>(panel.Series[0]).X.Length);
        Assert.Equal(["Drawn: the first 12 of 21 lines; the CSV has 9 more lines"], panel.Notes);
    }

    [Fact]
    public async Task Each_model_has_the_colour_that_it_has_in_other_figures()
    {
        var figure = await ByHourAsync(hours: 24, models: 3);

        Assert.Equal([FigureSeries.Whole, 0, 1, 2], figure.Panels[0].Series.Select(series => series.Colour));
    }

    private static async Task<Figure> ByHourAsync(int hours, int models)
    {
        var limits = new SloLimits(10, null, null);
        long[] started = [.. Enumerable.Range(0, hours).Select(hour => Start + (hour * TimeSpan.TicksPerHour))];
        long[] ttft = [.. Enumerable.Range(0, hours).Select(hour => hour % 2 == 0 ? 5L : 20)];
        long[] none = [.. Enumerable.Repeat(Missing.Value, hours)];
        var one = SloTally.Of(limits, started, none, ttft, none);
        var all = SloTally.Merge([.. Enumerable.Repeat(one, models)]);
        var plans = SloFigures.Of("slo", limits, all, [.. Enumerable.Range(0, models).Select(model => ($"m{model}", (int?)model, one))]);
        return await plans.First().BuildAsync();
    }
}
