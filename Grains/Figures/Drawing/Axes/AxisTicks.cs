using System.Globalization;
using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>A labelled tick at a position of its <see cref="AxisScale"/>.</summary>
internal readonly record struct Tick(double Position, string Label);

/// <summary>The ticks of an axis, thinned or turned so that no two labels touch.</summary>
/// <param name="Major">Ticks with labels.</param>
/// <param name="Minor">Positions of ticks without labels.</param>
/// <param name="Style">How labels are written.</param>
/// <param name="Angle">Degrees the labels are turned by: 0 or −45.</param>
/// <param name="Grid">Whether grid lines stand at the ticks.</param>
internal sealed record AxisTicks(IReadOnlyList<Tick> Major, double[] Minor, TextStyle Style, double Angle = 0, bool Grid = true)
{
    private const double Gap = 10;

    public static AxisTicks Of(FigureAxis axis, AxisScale scale, double length, double depth, bool horizontal, TextPen pen)
    {
        var room = new LabelRoom(scale, length, depth, horizontal, pen);
        return axis.Kind switch
        {
            _ when scale.IsEmpty && axis.Kind is AxisKind.Time or AxisKind.Month => new AxisTicks([], [], pen.Sizes.TickLabel),
            AxisKind.None => new AxisTicks([], [], pen.Sizes.TickLabel),
            AxisKind.Logarithmic => LogarithmicTicks.Of(scale, room),
            AxisKind.Category => CategoryTicks.Of(axis.Categories ?? [], room),
            AxisKind.Time => TimeTicks.Of(scale, room),
            AxisKind.Month => TimeTicks.OfMonths(scale, room),
            _ => LinearTicks.Of(scale, room),
        };
    }

    /// <summary>The space the labels take across the axis.</summary>
    public double Depth(bool horizontal, TextPen pen)
    {
        double depth = 0;
        foreach (var tick in Major)
        {
            var size = pen.Measure(tick.Label, Style);
            var turned = Math.Sqrt(0.5) * (size.Width + size.Height);
            depth = Math.Max(depth, !horizontal ? size.Width : Angle == 0 ? size.Height : turned);
        }
        return depth;
    }

    /// <summary>How much room labels have along an axis, and across it.</summary>
    internal sealed record LabelRoom(AxisScale Scale, double Length, double Depth, bool Horizontal, TextPen Pen)
    {
        public PlotSizes Sizes => Pen.Sizes;

        public double Pixels(double positions) => positions / (Scale.Maximum - Scale.Minimum) * Length;

        public bool Fits(IReadOnlyList<Tick> ticks, TextStyle style)
        {
            for (var i = 1; i < ticks.Count; i++)
            {
                var apart = Pixels(ticks[i].Position - ticks[i - 1].Position);
                var one = Pen.Measure(ticks[i - 1].Label, style);
                var other = Pen.Measure(ticks[i].Label, style);
                var needed = Horizontal ? ((one.Width + other.Width) / 2) + Gap : style.Size * Sizes.RowHeight;
                if (apart < needed) return false;
            }
            return true;
        }
    }
}

/// <summary>Ticks at 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    private const int Few = 4;
    private const int FewestOfRange = 3;
    private const double PixelsApart = 55;

    public static AxisTicks Of(AxisScale scale, AxisTicks.LabelRoom room)
    {
        var span = scale.Maximum - scale.Minimum;
        var step = Math.Max(Nice(span / Math.Max(Few, room.Length / PixelsApart)), scale.IsWhole ? 1 : 0);
        var ticks = At(scale, step, NumberText.Tick);

        // A range that is little more than one step has hardly a tick in it.
        if (ticks.Count < FewestOfRange && Finer(step) >= (scale.IsWhole ? 1 : 0) && At(scale, Finer(step), NumberText.Tick) is var finer
            && room.Fits(finer, room.Sizes.TickLabel))
            (step, ticks) = (Finer(step), finer);
        while (!room.Fits(ticks, room.Sizes.TickLabel))
        {
            var shorter = At(scale, step, NumberText.ShortTick);
            var shorten = room.Fits(shorter, room.Sizes.TickLabel) && At(scale, Nice(step * 1.5), NumberText.Tick).Count < Few;
            if (shorten) return new AxisTicks(shorter, [], room.Sizes.TickLabel);

            step = Nice(step * 1.5);
            ticks = At(scale, step, NumberText.Tick);
        }
        return new AxisTicks(ticks, [], room.Sizes.TickLabel);
    }

    private static List<Tick> At(AxisScale scale, double step, Func<double, double, string> label)
    {
        var ticks = new List<Tick>();
        var slack = step * 1e-6;
        for (var i = Math.Ceiling((scale.Minimum - slack) / step); i * step <= scale.Maximum + slack && ticks.Count < 1000; i++)
            ticks.Add(new Tick(i * step, label(i * step, step)));
        return ticks;
    }

    // The step before, of 1, 2 or 5 times a power of ten.
    private static double Finer(double step) => Nice(step / 2.51);

    /// <summary>The next of 1, 2 or 5 times a power of ten.</summary>
    internal static double Nice(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9));
        return (step / power) switch
        {
            <= 1.0000001 => power,
            <= 2.0000001 => 2 * power,
            <= 5.0000001 => 5 * power,
            _ => 10 * power,
        };
    }
}

/// <summary>
/// Ticks at powers of ten, and at 2 and 5 times them where there are only one or two decades; and one at 0 where it has a band.
/// </summary>
internal static class LogarithmicTicks
{
    private const double LowestPlain = -2.1;
    private const double LowestPlainNear = -3.1;
    private const double HighestPlain = 4.3;
    private const int Few = 3;
    private const double Wide = 2.2;
    private const double Narrow = 1;
    private const double MostUnlabelled = 0.36;

    public static AxisTicks Of(AxisScale scale, AxisTicks.LabelRoom room)
    {
        var zero = new Tick(scale.Zero, "0");
        if (scale.Start >= scale.Maximum) return new AxisTicks([zero], [], room.Sizes.TickLabel);

        var ticks = Positive(scale, room);
        if (scale.Band == 0) return ticks;

        return ticks with { Major = [zero, .. ticks.Major.SkipWhile(t => !room.Fits([zero, t], room.Sizes.TickLabel))] };
    }

    private static AxisTicks Positive(AxisScale scale, AxisTicks.LabelRoom room)
    {
        var first = (int)Math.Ceiling(scale.Start - 1e-9);
        var last = (int)Math.Floor(scale.Maximum + 1e-9);
        var decade = room.Pixels(1);
        if (scale.Maximum - scale.Start < Wide && Close(scale, room) is { } close) return close;

        var every = 1;
        while (!room.Fits(Decades(first, last, every), room.Sizes.TickLabel))
            every++;
        var minor = every == 1 && decade >= 36 ? Minor(scale, [2, 3, 4, 5, 6, 7, 8, 9])
            : every == 1 ? []
            : [.. Enumerable.Range(first, last - first + 1).Where(e => e % every != 0).Select(e => (double)e)];
        return new AxisTicks(Decades(first, last, every), minor, room.Sizes.TickLabel);
    }

    // Within a decade or two: ticks of 1–2–5 steps, of more steps where those are few, and even ones where those are few too.
    private static AxisTicks? Close(AxisScale scale, AxisTicks.LabelRoom room)
    {
        int[][] choices = scale.Maximum - scale.Start < Narrow
            ? [[1, 2, 5], [1, 2, 3, 5, 7], [1, 2, 3, 4, 5, 6, 7, 8, 9]]
            : [[1, 2, 5], [1, 3]];
        foreach (var factors in choices)
        {
            var ticks = Between(scale, factors);
            if (ticks.Count < Few || !room.Fits(ticks, room.Sizes.TickLabel)) continue;

            // From 0.007 to 0.0125, steps of the decade leave its upper half without a label.
            if (scale.Maximum - scale.Start < Narrow && Unlabelled(scale, ticks) > MostUnlabelled && Even(scale, room) is { } even
                && Unlabelled(scale, even.Major) < Unlabelled(scale, ticks))
                return even;
            return new AxisTicks(ticks, Minor(scale, [.. Enumerable.Range(2, 8).Except(factors)]), room.Sizes.TickLabel);
        }

        return scale.Maximum - scale.Start < Narrow ? Even(scale, room) : null;
    }

    // The longest part of the axis without a label, of its length.
    private static double Unlabelled(AxisScale scale, IReadOnlyList<Tick> ticks)
    {
        double[] places = [scale.Start, .. ticks.Select(tick => tick.Position), scale.Maximum];
        return places.Zip(places.Skip(1), (one, next) => next - one).Max() / (scale.Maximum - scale.Start);
    }

    // Even steps of the values themselves.
    private static AxisTicks? Even(AxisScale scale, AxisTicks.LabelRoom room)
    {
        var (low, high) = (Math.Pow(10, scale.Start), Math.Pow(10, scale.Maximum));
        for (var most = 6; most >= 1; most--)
        {
            var step = LinearTicks.Nice((high - low) / most);
            var ticks = new List<Tick>();
            for (var i = Math.Ceiling((low / step) - 1e-6); i * step <= high * (1 + 1e-9); i++)
                if (i > 0) ticks.Add(new Tick(Math.Log10(i * step), NumberText.Tick(i * step, step)));
            if (ticks.Count >= 2 && room.Fits(ticks, room.Sizes.TickLabel)) return new AxisTicks(ticks, [], room.Sizes.TickLabel);
        }

        return null;
    }

    private static List<Tick> Decades(int first, int last, int every) =>
        [.. Enumerable.Range(first, Math.Max(0, last - first + 1))
            .Where(e => e % every == 0)
            .Select(e => new Tick(e, NumberText.PowerOfTen(e)))];

    private static List<Tick> Between(AxisScale scale, int[] factors) =>
        [.. Exponents(scale)
            .SelectMany(e => factors, (e, f) => new Tick(e + Math.Log10(f), Label(scale, e, f)))
            .Where(t => Inside(scale, t.Position))];

    // Near 1 plain numbers are read faster than powers.
    private static string Label(AxisScale scale, int exponent, int factor) =>
        scale.Start >= (scale.Maximum - scale.Start < Wide ? LowestPlainNear : LowestPlain) && scale.Maximum <= HighestPlain
            ? NumberText.Value(double.Parse($"{factor}E{exponent}", CultureInfo.InvariantCulture))
            : factor == 1 ? NumberText.PowerOfTen(exponent)
            : NumberText.Times(factor, exponent);

    private static double[] Minor(AxisScale scale, int[] factors) =>
        [.. Exponents(scale).SelectMany(e => factors, (e, f) => e + Math.Log10(f)).Where(p => Inside(scale, p))];

    private static IEnumerable<int> Exponents(AxisScale scale)
    {
        var first = (int)Math.Floor(scale.Start);
        return Enumerable.Range(first, (int)Math.Ceiling(scale.Maximum) - first + 1);
    }

    private static bool Inside(AxisScale scale, double position) =>
        position >= scale.Start - 1e-9 && position <= scale.Maximum + 1e-9;
}

/// <summary>One tick per category; labels turned, small or thinned where they would touch.</summary>
internal static class CategoryTicks
{
    private const int LongestHorizontal = 36;
    private const int LongestTurned = 26;

    private static readonly int[] Every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    public static AxisTicks Of(IReadOnlyList<string> names, AxisTicks.LabelRoom room)
    {
        if (!room.Horizontal)
        {
            var cut = Ticks(names, LongestHorizontal, room.Depth, room.Pen);
            return Thinned(cut, room, room.Sizes.TickLabel.Size * room.Sizes.RowHeight, 0);
        }

        var level = Ticks(names, LongestHorizontal, double.MaxValue, room.Pen);
        if (room.Fits(level, room.Sizes.TickLabel)) return new AxisTicks(level, [], room.Sizes.TickLabel, Grid: false);

        if (DateTicks.Fit(names)) return DateTicks.Of(names, room);

        // Short names, such as numbers, are read in order, so every second or fifth is enough. Other names must all be there.
        if (names.All(n => n.Length <= 5) && names.Count > 12)
        {
            var widest = room.Pen.Widest(level.Select(t => t.Label), room.Sizes.TickLabel);
            return Thinned(level, room, widest + 8, 0);
        }
        var turned = Ticks(names, LongestTurned, room.Depth / Math.Sqrt(0.5), room.Pen);
        return Thinned(turned, room, room.Sizes.TickLabel.LineHeight * 1.3, -45);
    }

    private static AxisTicks Thinned(List<Tick> ticks, AxisTicks.LabelRoom room, double needed, double angle)
    {
        var slot = room.Pixels(1);
        var small = needed * room.Sizes.SmallTickLabel.Size / room.Sizes.TickLabel.Size;
        var style = slot >= needed || slot < small ? room.Sizes.TickLabel : room.Sizes.SmallTickLabel;
        var taken = style == room.Sizes.TickLabel ? needed : small;
        var every = Every.FirstOrDefault(e => e * slot >= taken, Every[^1]);
        return new AxisTicks([.. ticks.Where((_, i) => i % every == 0)], [], style, angle, Grid: false);
    }

    private static List<Tick> Ticks(IReadOnlyList<string> names, int most, double width, TextPen pen) =>
        [.. pen.FitAll(names, pen.Sizes.TickLabel, width, most).Select((label, i) => new Tick(i, label))];
}
