using System.Globalization;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The figures of inter-arrival times.</summary>
internal static class InterArrivalFigures
{
    private const string Seconds = "Inter-arrival time (s)";
    private const double MillisecondsPerSecond = 1_000;

    /// <summary>The figures of one model, which has at least one inter-arrival time.</summary>
    public static IEnumerable<FigurePlan> Of(AnalysisData data, InterArrivalModel model)
    {
        var folder = $"{model.Mode.Folder}/{SizeClass.Of(model.Model.Requests)}/{data.FolderOf(model.Model)}";
        yield return new FigurePlan($"{folder}/inter_arrival_cdf", async () =>
            Cdf($"{folder}/inter_arrival_cdf", model,
                await data.AskAsync<InterArrivalKernels.CurveAnswer>(
                    model.Model, new InterArrivalKernels.CurveQuestion(model.Mode.PerUser)), data.Options.ThinData, data))
            .Unless(WorthDrawing.OneValue(model.Statistics.Seconds, "inter-arrival times", " s"));
        yield return Plan(data, model, $"{folder}/inter_arrival_by_hour", ByHour)
            .Unless(WorthDrawing.OnlyOne(model.Statistics.Hours.Length, "hour"));
        yield return Plan(data, model, $"{folder}/inter_arrival_by_date", ByDate)
            .Unless(WorthDrawing.OnlyOne(model.Statistics.Days.Length, "date"));
        if (model.Statistics.Pairs == 0) yield break;
        yield return Plan(
            data, model, $"{folder}/lag_correlation",
            (path, of, drawing, colour) => Lag(path, of, drawing, colour, data.Options.ThinData)).Unless(
            WorthDrawing.OneValue(model.Statistics.Seconds, "inter-arrival times", " s"),
            model.Statistics.Pairs == 1 ? "There is one pair of successive inter-arrival times." : null);
        yield return Plan(data, model, $"{folder}/lag_heatmap", Heatmap).Unless(
            model.Statistics.Seconds.Max < 1e-3 ? "No inter-arrival time is at least 1 ms." : null,
            WorthDrawing.OneValue(model.Statistics.Seconds, "inter-arrival times", " s"));
    }

    /// <summary>The one figure that compares both modes; none where no model is drawn.</summary>
    public static IEnumerable<FigurePlan> Compared(AnalysisData data, IReadOnlyList<InterArrivalModel> drawn)
    {
        if (drawn.Count == 0) yield break;
        var path = $"{InterArrivalMode.AllUsers.Folder}/grouped_boxes";
        yield return new FigurePlan(path, async () =>
        {
            var perUser = await Task.WhenAll(drawn.Select(async each => each with
            {
                Mode = InterArrivalMode.EachUser,
                Statistics = await data.AskAsync<InterArrivalKernels.StatisticsAnswer>(
                    each.Model, new InterArrivalKernels.StatisticsQuestion(PerUser: true, each.Clock)),
            }));
            string[] names = [.. drawn.Select(each => data.LabelOf(each.Model))];
            string[] ids = [.. drawn.Select(each => each.Model.Id)];
            return Grouped(path, ids, names, [await GroupAsync(data, "All users", drawn), await GroupAsync(data, "Per user", perUser)]);
        });
    }

    private static FigurePlan Plan(
        AnalysisData data, InterArrivalModel model, string path, Func<string, InterArrivalModel, InterArrivalKernels.DrawingAnswer,
        int?, Figure> build) =>
        new(path, async () => build(path, model, await DrawingAsync(data, model), data.ColourOf(model.Model)));

    private static Task<InterArrivalKernels.DrawingAnswer> DrawingAsync(AnalysisData data, InterArrivalModel model) =>
        data.AskAsync<InterArrivalKernels.DrawingAnswer>(
            model.Model, new InterArrivalKernels.DrawingQuestion(model.Mode.PerUser, model.Clock));

    private static Figure Cdf(
        string path, InterArrivalModel model, InterArrivalKernels.CurveAnswer answer, bool thinTable, AnalysisData data)
    {
        var statistics = model.Statistics.Seconds;
        var curve = CdfFigures.Curve.Of(model.Model.Name, FrequencyMap.Decode(answer.Ticks), Units.TicksPerSecond) with
        { Colour = data.ColourOf(model.Model) };
        var figure = CdfFigures.Single(
            path, Title("Inter-arrival times", model), Seconds, "inter_arrival_seconds", curve, statistics, thinTable);
        string[] notes = [
            $"n = {InvariantText.Whole(statistics.N)}",
            $"mean = {Time(statistics.Mean)}",
            $"median = {Time(statistics.Median)}",
            $"std = {Time(statistics.Std)}",
            $"min = {Time(statistics.Min)}",
            $"max = {Time(statistics.Max)}",
        ];
        return figure with { Panels = [figure.Panels[0] with { Notes = notes }] };
    }

    private static Figure ByHour(string path, InterArrivalModel model, InterArrivalKernels.DrawingAnswer drawing, int? colour)
    {
        var statistics = model.Statistics;
        string[] hours = [.. Enumerable.Range(0, ClockGroups.Hours).Select(hour => hour.ToString("00", CultureInfo.InvariantCulture))];
        var panel = BoxPanel($"Hour of the later request ({ZoneClock.NameOf(model.Clock)})", hours,
            [BoxFigures.Series(null, statistics.Hours, statistics.ByHour, drawing.OutliersByHour) with { Colour = colour }]);
        var hour = new IntegerColumn("hour", Array.ConvertAll(statistics.Hours, each => (long)each));
        return Make(path, "Inter-arrival times by hour", model, Times(statistics), panel, [hour, .. BoxFigures.Columns(statistics.ByHour)]);
    }

    private static Figure ByDate(string path, InterArrivalModel model, InterArrivalKernels.DrawingAnswer drawing, int? colour)
    {
        var statistics = model.Statistics;
        var dates = Array.ConvertAll(statistics.Days, day => InvariantText.Date(day));
        var panel = BoxPanel($"Date of the later request ({ZoneClock.NameOf(model.Clock)})", dates,
            [BoxFigures.Series(null, [.. Enumerable.Range(0, dates.Length)], statistics.ByDate, drawing.OutliersByDate) with
            { Colour = colour }]);
        return Make(path, "Inter-arrival times by date", model, Times(statistics), panel,
            [new TextColumn("date", dates), .. BoxFigures.Columns(statistics.ByDate)]);
    }

    private static Figure Lag(
        string path, InterArrivalModel model, InterArrivalKernels.DrawingAnswer drawing, int? colour, bool thinTable)
    {
        var statistics = model.Statistics;
        double[] positive = [.. drawing.Current.Concat(drawing.Next).Where(time => time > 0)];
        var panel = new Panel(
            null,
            new FigureAxis("Current inter-arrival time (s)", AxisKind.Logarithmic),
            new FigureAxis("Next inter-arrival time (s)", AxisKind.Logarithmic),
            [
                new PointSeries(null, drawing.Current, drawing.Next) { Colour = colour },
                .. positive.Length == 0 ? [] : Diagonal(positive.Min(), positive.Max()),
            ],
            true,
            [
                $"n = {InvariantText.Whole(statistics.Pairs)}",
                .. Coefficients(statistics, ", "),
            ]);
        var withZero = drawing.PairsWithZero == 0 ? "" : $", {InvariantText.Whole(drawing.PairsWithZero)} with a time of 0";
        var table = new FigureTable([new NumberColumn("current_seconds", drawing.Current), new NumberColumn("next_seconds", drawing.Next)]);
        return Make(path, "Successive inter-arrival times", model, $"n = {InvariantText.Whole(statistics.Pairs)}{withZero}", panel,
            (thinTable ? TableThinning.Evenly(table) : table).Columns);
    }

    private static Figure Heatmap(
        string path, InterArrivalModel model, InterArrivalKernels.DrawingAnswer drawing, int? _)
    {
        var statistics = model.Statistics;
        var grid = drawing.Heatmap ?? new PairHistogram([], [], []);
        var pairs = grid.Counts.Sum();
        var edges = Array.ConvertAll(grid.XEdges, log => Math.Pow(10, log) / MillisecondsPerSecond);
        var probability = Array.ConvertAll(grid.Counts, count => (double)count / pairs);
        var panel = new Panel(
            null,
            new FigureAxis("Current inter-arrival time (s)", AxisKind.Logarithmic),
            new FigureAxis("Next inter-arrival time (s)", AxisKind.Logarithmic),
            [new HeatmapSeries("Probability", edges, edges, probability), .. edges.Length == 0 ? [] : Diagonal(edges[0], edges[^1])],
            false,
            [
                $"n = {InvariantText.Whole(pairs)}",
                $"left out {Share(statistics.Pairs - pairs, statistics.Pairs)} (under 1 ms)",
                .. Coefficients(statistics, ", ").Select(coefficient => $"{coefficient} (all pairs)"),
            ]);
        int[] filled = [.. Enumerable.Range(0, grid.Counts.Length).Where(cell => grid.Counts[cell] > 0)];
        return Make(path, "Successive inter-arrival times of at least 1 ms", model, $"n = {InvariantText.Whole(pairs)}", panel,
        [
            new NumberColumn("current_seconds_from", Array.ConvertAll(filled, cell => edges[cell % InterArrivalKernels.Bins])),
            new NumberColumn("current_seconds_to", Array.ConvertAll(filled, cell => edges[(cell % InterArrivalKernels.Bins) + 1])),
            new NumberColumn("next_seconds_from", Array.ConvertAll(filled, cell => edges[cell / InterArrivalKernels.Bins])),
            new NumberColumn("next_seconds_to", Array.ConvertAll(filled, cell => edges[(cell / InterArrivalKernels.Bins) + 1])),
            new IntegerColumn("pairs", Array.ConvertAll(filled, cell => grid.Counts[cell])),
            new NumberColumn("probability", Array.ConvertAll(filled, cell => probability[cell])),
        ]);
    }

    private static Figure Grouped(string path, string[] ids, string[] names, Group[] groups)
    {
        var panel = BoxPanel(null, names,
            [.. groups.Select(group => BoxFigures.Series(group.Name, group.Models, group.Boxes, group.Outliers))]) with
        { Legend = true };
        var table = new FigureTable(
        [
            new TextColumn("model_id", [.. groups.SelectMany(group => group.Models.Select(model => ids[model]))]),
            new TextColumn("model_name", [.. groups.SelectMany(group => group.Models.Select(model => names[model]))]),
            new TextColumn("sequence", [.. groups.SelectMany(group => group.Models.Select(_ => group.Name))]),
            .. BoxFigures.Columns([.. groups.SelectMany(group => group.Boxes)]),
        ]);
        var n = Joined(groups, group => group.Boxes.Sum(box => box.N));
        var zeros = groups.Any(group => group.Zeros > 0) ? $", {Joined(groups, group => group.Zeros)} are 0" : "";
        return new Figure(path, $"Inter-arrival times, all users beside per user, top {names.Length} (n = {n}{zeros})", [panel], table);
    }

    private static GuideLine[] Diagonal(double from, double to) => [new("y = x", [from, to], [from, to])];

    private static string Joined(Group[] groups, Func<Group, long> count) =>
        string.Join(" and ", groups.Select(group => InvariantText.Whole(count(group))));

    // A box for each model that has inter-arrival times. The index of a model is its category.
    private static async Task<Group> GroupAsync(AnalysisData data, string name, IReadOnlyList<InterArrivalModel> models)
    {
        int[] present = [.. Enumerable.Range(0, models.Count).Where(index => models[index].Statistics.Seconds.N > 0)];
        var drawings = await Task.WhenAll(present.Select(index => DrawingAsync(data, models[index])));
        return new Group(
            name,
            present,
            Array.ConvertAll(present, index => BoxStatistics.Of(models[index].Statistics.Seconds)),
            Array.ConvertAll(drawings, drawing => drawing.Outliers),
            models.Sum(model => model.Statistics.Zeros));
    }

    private static Panel BoxPanel(string? label, string[] categories, IReadOnlyList<FigureSeries> series) => new(
        null, new FigureAxis(label ?? "Model", AxisKind.Category, Categories: categories), new FigureAxis(Seconds, AxisKind.Logarithmic),
        series, false, BoxFigures.Explained);

    private static Figure Make(string path, string title, InterArrivalModel model, string counts, Panel panel,
        IReadOnlyList<TableColumn> table) =>
        new(path, $"{Title(title, model)} ({counts})", [panel], new FigureTable(table));

    private static string Times(InterArrivalKernels.StatisticsAnswer statistics) => CountText.Of(statistics.Seconds.N, statistics.Zeros);

    private static string Title(string title, InterArrivalModel model) =>
        $"{title}, {model.Mode.Title}, {model.Title}";

    private static string Time(double? seconds) => $"{NumberText.Value(seconds ?? 0)} s";

    private static string Share(long count, long whole) => (100.0 * count / whole).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private static string[] Coefficients(InterArrivalKernels.StatisticsAnswer statistics, string between) =>
    [
        $"Pearson r{Coefficient(statistics.Pearson)}",
        $"Spearman ρ{Coefficient(statistics.Spearman)}{(statistics.SpearmanP is { } p ? between + Probability(p) : "")}",
    ];

    private static string Coefficient(double? value) =>
        value is { } known ? $" = {known.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−')}" : " is not defined";

    private static string Probability(double value) =>
        value < 1e-3 ? "p < 0.001" : $"p = {value.ToString("0.000", CultureInfo.InvariantCulture)}";

    /// <summary>One series of grouped boxes: the models that it has, and what it draws of each.</summary>
    private sealed record Group(string Name, int[] Models, BoxStatistics[] Boxes, double[][] Outliers, long Zeros);
}
