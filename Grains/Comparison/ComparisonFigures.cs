using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Comparison;

/// <summary>The figures of a comparison: both sides' cumulative distributions in one plot, and their shares as bars side by side.</summary>
internal static class ComparisonFigures
{
    private const int MostBars = 24;

    private static readonly Dictionary<string, string> Labels = new()
    {
        ["input_tokens"] = "Input tokens",
        ["output_tokens"] = "Output tokens",
        ["output_input_ratio"] = "Output tokens / input tokens",
        ["ttft"] = "Time to first token (s)",
        ["e2e"] = "Duration (s)",
        ["tpot"] = "Time per output token (s)",
        ["hit_ratio"] = "Cached share of the input",
        ["inter_arrival"] = "Inter-arrival time (s)",
        ["inter_arrival_per_user"] = "Inter-arrival time of a user (s)",
        ["model_requests"] = "Requests by model",
        ["model_tokens"] = "Tokens by model",
        ["function"] = "Requests by function",
        ["size_class"] = "Models by size class",
        ["hour"] = "Requests by UTC hour of day",
        ["weekday"] = "Requests by UTC day of the week, from Monday (0) on",
    };

    /// <summary>The figures of a comparison, built when they are drawn. What has no values on either side has none.</summary>
    /// <param name="run">The comparison.</param>
    /// <param name="a">Side A, which is asked for its values again when they are drawn: those of all figures need much memory.</param>
    /// <param name="b">Side B.</param>
    /// <param name="thinTable">Whether tables with many rows keep few of them.</param>
    public static IEnumerable<FigurePlan> Of(ComparisonRun run, ISide a, ISide b, bool thinTable)
    {
        foreach (var distribution in ComparedDistribution.All)
        {
            var path = ComparedNames.DistributionFigure(distribution.Name);
            var difference = run.Distributions.First(each => each.Name == distribution.Name && each.Model is null);
            if (difference.NA > 0 || difference.NB > 0)
            {
                yield return new FigurePlan(path, async () =>
                {
                    var (ofA, ofB) = (await a.OfAsync(distribution), await b.OfAsync(distribution));
                    return await Task.Run(() => Pair(path, distribution, difference, ofA.Overall, ofB.Overall, thinTable));
                });
            }
        }

        foreach (var share in run.Shares.Where(share => share.NA > 0 || share.NB > 0))
        {
            var path = ComparedNames.ShareFigure(share.Name);
            var names = ShareLabels.Names(share.Name, a.Totals.Models, b.Totals.Models, share.Keys.Select(key => key.Key));
            yield return FigurePlan.Of(path, () => Bars(path, share, names));
        }
    }

    private static Figure Pair(
        string path, ComparedDistribution distribution, DistributionDifference difference, FrequencyMap a, FrequencyMap b, bool thinTable)
    {
        (string Name, double[] X, double[] F)[] curves = [Curve("A", distribution, a), Curve("B", distribution, b)];
        var drawn = Array.ConvertAll(curves, curve => (curve.Name, Thin: CdfThinning.Thin(curve.X, curve.F)));
        var rows = curves;
        if (thinTable)
        {
            rows = Array.ConvertAll(curves, curve =>
            {
                var (x, f) = TableThinning.Stairs(curve.X, curve.F);
                return (curve.Name, x, f);
            });
        }

        var isThinned = curves.Zip(rows).Any(each => each.Second.X.Length < each.First.X.Length);
        var panel = new Panel(
            null,
            new FigureAxis(Labels[distribution.Name], AxisKind.Logarithmic),
            CdfFigures.Cumulative,
            [.. drawn.Select(curve => new LineSeries(curve.Name, curve.Thin.X, curve.Thin.Y, Step: true))],
            Legend: true,
            Notes(difference));
        var column = ComparedNames.IsSeconds(distribution.Name) ? $"{distribution.Name}_seconds" : distribution.Name;
        var table = new FigureTable(
        [
            new TextColumn("side", [.. Enumerable.Repeat("A", rows[0].X.Length), .. Enumerable.Repeat("B", rows[1].X.Length)]),
            new NumberColumn(column, [.. rows[0].X, .. rows[1].X]),
            new NumberColumn("cdf", [.. rows[0].F, .. rows[1].F]),
        ]);
        var title = $"{Labels[distribution.Name]}, A (n = {InvariantText.Whole(difference.NA)}) and B "
            + $"(n = {InvariantText.Whole(difference.NB)})";
        return new Figure(path, title, [panel], TableThinning.Marked(table, isThinned));
    }

    private static (string Name, double[] X, double[] F) Curve(string name, ComparedDistribution distribution, FrequencyMap map)
    {
        var (_, f) = map.Cdf();
        return (name, Array.ConvertAll(map.Values.ToArray(), distribution.Shown), f);
    }

    private static string[] Notes(DistributionDifference difference) => difference.Apart is not { } apart
        ? []
        : [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"D = {apart.Ks:0.####}"),
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PSI = {apart.Psi:0.####}")];

    // Clocks in their own order; all else by the difference, and of many keys those that differ most.
    private static Figure Bars(string path, ShareDifference share, IReadOnlyDictionary<string, string> names)
    {
        var isClock = share.Name is "hour" or "weekday";
        var shown = isClock ? share.Keys.OrderBy(key => key.Key, StringComparer.Ordinal).ToList() : [.. share.Keys.Take(MostBars)];
        var labels = ShareLabels.Shorten([.. shown.Select(key => names.GetValueOrDefault(key.Key, key.Key))]);
        var panel = new Panel(
            null,
            new FigureAxis("Share (%)", AxisKind.Linear, 0),
            new FigureAxis("", AxisKind.Category, Categories: labels),
            [Series("A", shown.Select(key => key.A)), Series("B", shown.Select(key => key.B))],
            Legend: true,
            []);
        var table = new FigureTable(
        [
            new TextColumn("key", [.. share.Keys.Select(key => key.Key)]),
            new NumberColumn("a", [.. share.Keys.Select(key => key.A)]),
            new NumberColumn("b", [.. share.Keys.Select(key => key.B)]),
        ]);
        var some = shown.Count < share.Keys.Count ? $", the {shown.Count} of {InvariantText.Whole(share.Keys.Count)} that differ most" : "";
        var title = $"{Labels[share.Name]}{some}, A (n = {InvariantText.Whole(share.NA)}) and B (n = {InvariantText.Whole(share.NB)})";
        return new Figure(path, title, [panel], table);
    }

    private static BarSeries Series(string name, IEnumerable<double> shares) =>
        new(name, [.. shares.Select(share => Math.Round(100 * share, 2))], true);
}
