using System.Globalization;

namespace LlmWorkload.Figures;

/// <summary>Ticks of categories that are dates (<c>yyyy-MM-dd</c>): thinned by whole weeks, the year named where it begins.</summary>
internal static class DateTicks
{
    private const double Gap = 8;

    private static readonly int[] Every = [1, 2, 7, 14, 28, 56, 112, 364];

    public static bool Fit(IReadOnlyList<string> names) =>
        names.Count > 0 && names.All(
            n => DateOnly.TryParseExact(n, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    public static AxisTicks Of(IReadOnlyList<string> dates, AxisTicks.LabelRoom room)
    {
        var widest = room.Pen.Measure("00-00", room.Sizes.TickLabel).Width + Gap;
        var every = Every.FirstOrDefault(e => room.Pixels(e) >= widest, Every[^1]);
        var ticks = new List<Tick>();
        var year = "";
        for (var i = 0; i < dates.Count; i += every)
        {
            var day = dates[i][5..];
            ticks.Add(new Tick(i, dates[i][..4] == year ? day : $"{day}\n{dates[i][..4]}"));
            year = dates[i][..4];
        }
        double[] minor = every <= 7 ? [.. Enumerable.Range(0, dates.Count).Where(i => i % every != 0).Select(i => (double)i)] : [];
        return new AxisTicks(ticks, minor, room.Sizes.TickLabel, Grid: false);
    }
}
