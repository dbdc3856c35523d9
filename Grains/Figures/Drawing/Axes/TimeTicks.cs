using System.Globalization;

namespace LlmWorkload.Figures;

/// <summary>Ticks at round UTC instants; positions are seconds since 0001-01-01.</summary>
internal static class TimeTicks
{
    private const double Day = 86_400;

    private static readonly double[] Steps = [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 3 * 3600, 6 * 3600, 12 * 3600,
        Day, 2 * Day, 7 * Day, 14 * Day,
    ];

    private const int OfYear = 12;

    private static readonly int[] MonthSteps = [
        1, 2, 3, 6, OfYear,
        .. new[] { 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000 }.Select(years => years * OfYear),
    ];

    public static AxisTicks Of(AxisScale scale, AxisTicks.LabelRoom room)
    {
        var most = Math.Max(2, room.Length / (room.Horizontal ? 60 : 40));
        var span = scale.Maximum - scale.Minimum;
        foreach (var step in Steps.Where(s => span / s <= most))
        {
            var ticks = Every(scale, step);
            if (room.Fits(ticks, room.Sizes.TickLabel)) return new AxisTicks(ticks, [], room.Sizes.TickLabel);
        }
        return OfMonths(scale, room);
    }

    /// <summary>Ticks at months alone.</summary>
    public static AxisTicks OfMonths(AxisScale scale, AxisTicks.LabelRoom room)
    {
        foreach (var months in MonthSteps)
        {
            var ticks = Months(scale, months);
            if (room.Fits(ticks, room.Sizes.TickLabel)) return new AxisTicks(ticks, [], room.Sizes.TickLabel);
        }
        return new AxisTicks([], [], room.Sizes.TickLabel);
    }

    private static List<Tick> Every(AxisScale scale, double step)
    {
        var ticks = new List<Tick>();
        var day = DateOnly.MinValue;
        for (var at = Math.Ceiling(scale.Minimum / step) * step; at <= scale.Maximum; at += step)
        {
            var instant = Instant(at);
            var date = DateOnly.FromDateTime(instant);
            var label = Text(instant, step >= Day ? "MM-dd" : step >= 60 ? "HH:mm" : "HH:mm:ss");
            if (step >= Day && (ticks.Count == 0 || date.Year != day.Year)) label += "\n" + Text(instant, "yyyy");
            if (step < Day && date != day) label += "\n" + Text(instant, "yyyy-MM-dd");
            day = date;
            ticks.Add(new Tick(at, label));
        }
        return ticks;
    }

    private static List<Tick> Months(AxisScale scale, int months)
    {
        var ticks = new List<Tick>();
        var start = Instant(scale.Minimum);

        // Counted from a year 0, so that of several years the round ones are named.
        for (var month = ((start.Year * OfYear) + start.Month - 1) / months * months; month < 10_000 * OfYear; month += months)
        {
            if (month < OfYear) continue;
            var instant = new DateTime(month / OfYear, (month % OfYear) + 1, 1);
            var at = (double)instant.Ticks / TimeSpan.TicksPerSecond;
            if (at > scale.Maximum) break;
            if (at >= scale.Minimum) ticks.Add(new Tick(at, Text(instant, months > OfYear ? "yyyy" : "yyyy-MM")));
        }
        return ticks;
    }

    private static DateTime Instant(double seconds) =>
        new((long)(Math.Clamp(seconds, 0, 315_537_897_599) * TimeSpan.TicksPerSecond));

    private static string Text(DateTime instant, string format) => instant.ToString(format, CultureInfo.InvariantCulture);
}
