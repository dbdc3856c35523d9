using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The figures of a model's instances: latencies by load, and balance by hour.</summary>
internal static class BalanceFigures
{
    /// <summary>The figures.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="label">The model's name in titles.</param>
    /// <param name="answer">Its instances.</param>
    public static IEnumerable<FigurePlan> Of(string folder, string label, BalanceKernel.Answer answer)
    {
        var byLoad = $"{folder}/by_load";
        yield return FigurePlan.Of(byLoad, () => ByLoad(byLoad, label, answer)).Unless(
            answer.Loads.Length == 0 ? "No request has tokens." : WorthDrawing.OnlyOne(answer.Loads.Length, "range of loads"));
        var byHour = $"{folder}/by_hour";
        var hours = answer.Hours.Where(hour => hour.WithTokens > 0).ToList();
        yield return FigurePlan.Of(byHour, () => ByHour(byHour, label, hours)).Unless(
            hours.Count == 0
                ? "No minute has 10 requests to two instances or more."
                : WorthDrawing.OnlyOne(hours.Count, "hour with such minutes"));
    }

    private static Figure ByLoad(string path, string label, BalanceKernel.Answer answer)
    {
        double[] x = [.. answer.Loads.Select(load => Math.Sqrt(load.From * load.To))];
        (string Label, string Column, double[] Values)[] lines =
        [
            ("TTFT, p90 (s)", "ttft_p90", [.. answer.Loads.Select(load => load.Ttft ?? double.NaN)]),
            ("Decode, p90 (s)", "decode_seconds_p90", [.. answer.Loads.Select(load => load.Decode ?? double.NaN)]),
            ("Decode tokens/s, p10", "decode_rate_p10", [.. answer.Loads.Select(load => load.Rate ?? double.NaN)]),
        ];
        List<Panel> panels =
        [
            .. lines.Where(line => line.Values.Any(double.IsFinite)).Select(line => new Panel(
                null, new FigureAxis("Tokens of an instance's second", AxisKind.Logarithmic),
                new FigureAxis(line.Label, AxisKind.Logarithmic), [new LineSeries(null, x, line.Values)], false, [])),
        ];
        if (panels.Count == 0)
            panels.Add(new Panel(
                null, new FigureAxis("Tokens of an instance's second", AxisKind.Logarithmic),
                new FigureAxis("Requests", AxisKind.Linear, 0),
                [new LineSeries(null, x, [.. answer.Loads.Select(load => (double)load.N)])], false, []));
        var table = new FigureTable(
        [
            new NumberColumn("load_from", [.. answer.Loads.Select(load => load.From)]),
            new NumberColumn("load_to", [.. answer.Loads.Select(load => load.To)]),
            new IntegerColumn("n", [.. answer.Loads.Select(load => load.N)]),
            .. lines.Select(line => new NumberColumn(line.Column, line.Values)),
        ]);
        return new Figure(
            path, $"Latency by load, {label} (n = {InvariantText.Whole(answer.Loads.Sum(load => load.N))})", panels,
            table);
    }

    // A line joins hours that follow one another: of those between others nothing is known.
    private static LineSeries Apart(List<BalanceKernel.Hour> hours, double[] values)
    {
        var (x, y) = (new List<double>(), new List<double>());
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0 && hours[i].Number > hours[i - 1].Number + 1) Add(hours[i - 1].Number + 1, double.NaN);
            Add(hours[i].Number, values[i]);
        }

        return new LineSeries(null, [.. x], [.. y]);

        void Add(long hour, double value)
        {
            x.Add(Units.Scale(hour * TimeSpan.TicksPerHour, Units.TicksPerSecond));
            y.Add(value);
        }
    }

    private static Figure ByHour(string path, string label, List<BalanceKernel.Hour> hours)
    {
        (string Label, string Column, double[] Values)[] lines =
        [
            ("Max/mean", "max_mean_tokens", Values(hour => hour.MaxMeanTokens)), ("CV", "cv_tokens", Values(hour => hour.CvTokens)),
            ("Jain's index", "jain_tokens", Values(hour => hour.JainTokens)),
        ];
        var table = new FigureTable(
        [
            new InstantColumn("hour", [.. hours.Select(hour => hour.Number * TimeSpan.TicksPerHour)]),
            .. lines.Select(line => new NumberColumn(line.Column, line.Values)),
        ]);
        return new Figure(
            path,
            $"Balance of instances by hour, {label} "
                + $"(n = {InvariantText.Whole(hours.Sum(hour => (long)hour.WithTokens))} minutes)",
            [.. lines.Select(line => new Panel(
                null, new FigureAxis("Time (UTC)", AxisKind.Time), new FigureAxis(line.Label, AxisKind.Linear, 0),
                [Apart(hours, line.Values)], false, []))],
            table);

        double[] Values(Func<BalanceKernel.Hour, double?> value) => [.. hours.Select(hour => value(hour) ?? double.NaN)];
    }
}
