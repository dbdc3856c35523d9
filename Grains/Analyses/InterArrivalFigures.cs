using System.Globalization;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The figures of inter-arrival times.</summary>
internal static class InterArrivalFigures
{
    private const string Seconds = "Inter-arrival time (s)";

    /// <summary>The figures of one model, which has at least one inter-arrival time.</summary>
    public static IEnumerable<FigurePlan> Of(AnalysisScope scope, InterArrivalModel model)
    {
        var folder = $"{model.Mode.Folder}/{SizeClass.Of(model.Model.Requests)}/{scope.FolderOf(model.Model)}";
        yield return new FigurePlan($"{folder}/inter_arrival_cdf", async () =>
            Cdf($"{folder}/inter_arrival_cdf", model, await scope.AskAsync<InterArrivalKernels.CurveAnswer>(model.Model, new InterArrivalKernels.CurveQuestion(model.Mode.PerUser)), scope.Options.ThinData));
        yield return Plan(scope, model, $"{folder}/inter_arrival_by_hour", ByHour);
        yield return Plan(scope, model, $"{folder}/inter_arrival_by_date", ByDate);
        if (model.Statistics.Pairs == 0) yield break;
        yield return Plan(scope, model, $"{folder}/lag_correlation", Lag);
        yield return Plan(scope, model, $"{folder}/lag_heatmap", Heatmap);
    }

    /// <summary>The one figure that compares both modes; none where no model is drawn.</summary>
    public static IEnumerable<FigurePlan> Compared(AnalysisScope scope, IReadOnlyList<InterArrivalModel> drawn)
    {
        if (drawn.Count == 0) yield break;
        var path = $"{InterArrivalMode.AllUsers.Folder}/grouped_boxes";
        yield return new FigurePlan(path, async () =>
        {
            var perUser = await Task.WhenAll(drawn.Select(async each => each with
            {
                Mode = InterArrivalMode.EachUser,
                Statistics = await scope.AskAsync<InterArrivalKernels.StatisticsAnswer>(each.Model, new InterArrivalKernels.StatisticsQuestion(PerUser: true)),
            }));
            string[] names = [.. drawn.Select(each => scope.LabelOf(each.Model))];
            return Grouped(path, names, [await GroupAsync(scope, "All users", drawn), await GroupAsync(scope, "Per user", perUser)]);
        });
    }

    private static FigurePlan Plan(AnalysisScope scope, InterArrivalModel model, string path, Func<string, InterArrivalModel, InterArrivalKernels.DrawingAnswer, Figure> build) =>
        new(path, async () => build(path, model, await DrawingAsync(scope, model)));

    private static Task<InterArrivalKernels.DrawingAnswer> DrawingAsync(AnalysisScope scope, InterArrivalModel model) =>
        scope.AskAsync<InterArrivalKernels.DrawingAnswer>(model.Model, new InterArrivalKernels.DrawingQuestion(model.Mode.PerUser));

    private static Figure Cdf(string path, InterArrivalModel model, InterArrivalKernels.CurveAnswer answer, bool thinTable)
    {
        var statistics = model.Statistics.Seconds;
        var curve = CdfFigures.Curve.Of(model.Model.Name, FrequencyMap.Decode(answer.Ticks), Units.TicksPerSecond);
        var figure = CdfFigures.Single(path, Title("Inter-arrival times", model), Seconds, "inter_arrival_seconds", curve, statistics, thinTable);
        string[] notes =
        [
            $"n {InvariantText.Whole(statistics.N)}",
            $"mean {Time(statistics.Mean)}",
            $"median {Time(statistics.Median)}",
            $"std {Time(statistics.Std)}",
            $"min {Time(statistics.Min)}",
            $"max {Time(statistics.Max)}",
        ];
        return figure with { Panels = [figure.Panels[0] with { Notes = notes }] };
    }

    private static Figure ByHour(string path, InterArrivalModel model, InterArrivalKernels.DrawingAnswer drawing)
    {
        var statistics = model.Statistics;
        string[] hours = [.. Enumerable.Range(0, ClockGroups.Hours).Select(hour => hour.ToString("00", CultureInfo.InvariantCulture))];
        var panel = BoxPanel("Hour of the later request (UTC)", hours, [BoxFigures.Series(null, statistics.Hours, statistics.ByHour, drawing.OutliersByHour)]);
        var hour = new IntegerColumn("hour", Array.ConvertAll(statistics.Hours, each => (long)each));
        return Make(path, "Inter-arrival times by hour", model, statistics.Seconds.N, panel, [hour, .. BoxFigures.Columns(statistics.ByHour)]);
    }

    private static Figure ByDate(string path, InterArrivalModel model, InterArrivalKernels.DrawingAnswer drawing)
    {
        var statistics = model.Statistics;
        var dates = Array.ConvertAll(statistics.Days, day => InvariantText.Date(day));
        var panel = BoxPanel("Date of the later request (UTC)", dates, [BoxFigures.Series(null, [.. Enumerable.Range(0, dates.Length)], statistics.ByDate, drawing.OutliersByDate)]);
        return Make(path, "Inter-arrival times by date", model, statistics.Seconds.N, panel, [new TextColumn("date", dates), .. BoxFigures.Columns(statistics.ByDate)]);
    }

    private static Figure Lag(string path, InterArrivalModel model, InterArrivalKernels.DrawingAnswer drawing)
    {
        var statistics = model.Statistics;
        double[] ends = [Math.Min(drawing.Current.Min(), drawing.Next.Min()), Math.Max(drawing.Current.Max(), drawing.Next.Max())];
        var panel = new Panel(
            null,
            new FigureAxis("Current inter-arrival time (s)", AxisKind.Logarithmic),
            new FigureAxis("Next inter-arrival time (s)", AxisKind.Logarithmic),
            [new PointSeries(null, drawing.Current, drawing.Next), new GuideLine("y = x", ends, ends)],
            true,
            [
                $"n {InvariantText.Whole(statistics.Pairs)}",
                $"Pearson {Coefficient(statistics.Pearson)}",
                $"Spearman {Coefficient(statistics.Spearman)}",
                $"p {Probability(statistics.SpearmanP)}",
            ]);
        return Make(path, "Successive inter-arrival times", model, statistics.Pairs, panel,
            [new NumberColumn("current_seconds", drawing.Current), new NumberColumn("next_seconds", drawing.Next)]);
    }

    private static Figure Heatmap(string path, InterArrivalModel model, InterArrivalKernels.DrawingAnswer drawing)
    {
        var grid = drawing.Heatmap ?? throw new InvalidOperationException($"{model.Model.Id} has pairs, but no heatmap.");
        var pairs = model.Statistics.Pairs;
        var (x, y) = (Array.ConvertAll(grid.XEdges, PowerOfTen), Array.ConvertAll(grid.YEdges, PowerOfTen));
        var probability = Array.ConvertAll(grid.Counts, count => (double)count / pairs);
        var panel = new Panel(
            null,
            new FigureAxis("Current inter-arrival time (ms)", AxisKind.Logarithmic),
            new FigureAxis("Next inter-arrival time (ms)", AxisKind.Logarithmic),
            [new HeatmapSeries("Probability", x, y, probability)],
            false,
            []);
        int[] filled = [.. Enumerable.Range(0, grid.Counts.Length).Where(cell => grid.Counts[cell] > 0)];
        var columns = x.Length - 1;
        return Make(path, "Successive inter-arrival times", model, pairs, panel,
        [
            new NumberColumn("current_ms_from", Array.ConvertAll(filled, cell => x[cell % columns])),
            new NumberColumn("current_ms_to", Array.ConvertAll(filled, cell => x[(cell % columns) + 1])),
            new NumberColumn("next_ms_from", Array.ConvertAll(filled, cell => y[cell / columns])),
            new NumberColumn("next_ms_to", Array.ConvertAll(filled, cell => y[(cell / columns) + 1])),
            new IntegerColumn("pairs", Array.ConvertAll(filled, cell => grid.Counts[cell])),
            new NumberColumn("probability", Array.ConvertAll(filled, cell => probability[cell])),
        ]);
    }

    private static Figure Grouped(string path, string[] names, Group[] groups)
    {
        var panel = BoxPanel(null, names, [.. groups.Select(group => BoxFigures.Series(group.Name, group.Models, group.Boxes, group.Outliers))]) with { Legend = true };
        var table = new FigureTable(
        [
            new TextColumn("model", [.. groups.SelectMany(group => group.Models.Select(model => names[model]))]),
            new TextColumn("sequence", [.. groups.SelectMany(group => group.Models.Select(_ => group.Name))]),
            .. BoxFigures.Columns([.. groups.SelectMany(group => group.Boxes)]),
        ]);
        var n = string.Join(" and ", groups.Select(group => InvariantText.Whole(group.Boxes.Sum(box => box.N))));
        return new Figure(path, $"Inter-arrival times, all users beside per user, top {names.Length} (n = {n})", [panel], table);
    }

    // A box for each of the models that has inter-arrival times; the index of a model is its category.
    private static async Task<Group> GroupAsync(AnalysisScope scope, string name, IReadOnlyList<InterArrivalModel> models)
    {
        int[] present = [.. Enumerable.Range(0, models.Count).Where(index => models[index].Statistics.Seconds.N > 0)];
        var drawings = await Task.WhenAll(present.Select(index => DrawingAsync(scope, models[index])));
        return new Group(name, present, Array.ConvertAll(present, index => BoxStatistics.Of(models[index].Statistics.Seconds)), Array.ConvertAll(drawings, drawing => drawing.Outliers));
    }

    private static Panel BoxPanel(string? label, string[] categories, IReadOnlyList<FigureSeries> series) => new(
        null, new FigureAxis(label ?? "Model", AxisKind.Category, Categories: categories), new FigureAxis(Seconds, AxisKind.Logarithmic), series, false, []);

    private static Figure Make(string path, string title, InterArrivalModel model, long n, Panel panel, IReadOnlyList<TableColumn> table) =>
        new(path, $"{Title(title, model)} (n = {InvariantText.Whole(n)})", [panel], new FigureTable(table));

    private static string Title(string title, InterArrivalModel model) => $"{title}, {model.Mode.Title}, {FigureNames.Shorten(model.Model.Name)}";

    private static double PowerOfTen(double exponent) => Math.Pow(10, exponent);

    private static string Time(double? seconds) => Math.Abs(seconds ?? 0) >= 100
        ? $"{seconds!.Value.ToString("N0", CultureInfo.InvariantCulture)} s"
        : $"{(seconds ?? 0).ToString("0.####", CultureInfo.InvariantCulture)} s";

    private static string Coefficient(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "not defined";

    private static string Probability(double? value) => value switch
    {
        null => "not defined",
        0 => "0",
        < 1e-3 => value.Value.ToString("0.0e-0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    /// <summary>One series of grouped boxes: which models it has, and what it draws of each.</summary>
    private sealed record Group(string Name, int[] Models, BoxStatistics[] Boxes, double[][] Outliers);
}
