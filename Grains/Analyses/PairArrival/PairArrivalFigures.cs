using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The figures of pairs of a user and a model: boxes of median gaps, and what caches would see.</summary>
internal static class PairArrivalFigures
{
    private const int Lifetimes = 2_000;
    private const double Shortest = 0.001;
    private const double Longest = 10_000;

    /// <summary>The figures.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="data">The dataset.</param>
    /// <param name="byId">The pairs of each model.</param>
    /// <param name="gaps">All gaps.</param>
    public static IEnumerable<FigurePlan> Of(
        string folder, AnalysisData data, IReadOnlyDictionary<string, PairGaps.Answer> byId, long gaps)
    {
        List<CatalogModel> models = [.. data.HighlightedModels().Where(model => byId[model.Id].Medians.Length > 0)];
        var boxes = $"{folder}/gap_median";
        yield return FigurePlan.Of(boxes, () => Boxes(boxes, data, models, byId)).Unless(
            models.Count == 0 ? "No pair of a user and a highlighted model has 10 gaps." : null);
        var coverage = $"{folder}/ttl_coverage";
        yield return new FigurePlan(coverage, async () =>
        {
            // A pair has one model. Models that are asked together count as one, and a user has other gaps with them.
            var answers = await data.AskAsync<PairGaps.AllAnswer>(new PairGaps.AllQuestion());
            return await data.MergeAsync(() => Coverage(coverage, FrequencyMap.Merge([.. answers.Select(answer => answer.Gaps)])));
        }).Unless(gaps == 0 ? "No pair of a user and a model has 10 gaps." : null);
    }

    private static Figure Boxes(
        string path, AnalysisData data, List<CatalogModel> models, IReadOnlyDictionary<string, PairGaps.Answer> byId)
    {
        BoxStatistics[] boxes = [.. models.Select(model => Kernels.Boxes.OfSorted(byId[model.Id].Medians, PairGaps.HalvesPerSecond))];
        var panel = new Panel(
            null, new FigureAxis("", AxisKind.Category, Categories: [.. models.Select(data.LabelOf)]),
            new FigureAxis("Median gap of a pair (s)", AxisKind.Logarithmic), [BoxFigures.Series(boxes)], false, BoxFigures.Explained);
        var table = new FigureTable(
        [
            new TextColumn("model_id", [.. models.Select(model => model.Id)]),
            new TextColumn("model_name", [.. models.Select(model => model.Name)]), .. BoxFigures.Columns(boxes, "pairs"),
        ]);
        return new Figure(
            path, $"Median gap of a user's requests to a model (n = {InvariantText.Count(boxes.Sum(box => box.N), "pair")})", [panel],
            table);
    }

    private static Figure Coverage(string path, FrequencyMap gaps)
    {
        var x = new double[Lifetimes];
        var y = new double[Lifetimes];
        var counts = gaps.Counts;
        var (next, covered) = (0, 0L);
        for (var i = 0; i < Lifetimes; i++)
        {
            x[i] = Shortest * Math.Pow(Longest / Shortest, (double)i / (Lifetimes - 1));
            while (next < counts.Length && gaps.Values[next] <= x[i] * Units.TicksPerSecond) covered += counts[next++];
            y[i] = (double)covered / gaps.N;
        }

        var panel = new Panel(
            null, new FigureAxis("Time that a cache is kept (s)", AxisKind.Logarithmic),
            new FigureAxis("Share of returns within it", AxisKind.Linear, 0, 1), [new LineSeries(null, x, y)], false, []);
        return new Figure(
            path, $"Returns that a kept cache would see (n = {InvariantText.Whole(gaps.N)} gaps)", [panel],
            new FigureTable([new NumberColumn("seconds", x), new NumberColumn("share", y)]));
    }
}
