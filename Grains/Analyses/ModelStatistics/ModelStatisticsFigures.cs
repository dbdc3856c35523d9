using LlmWorkload.Figures;

namespace LlmWorkload.Analyses;

/// <summary>The bar figures of model statistics: the same models in the same order in each.</summary>
internal sealed class ModelStatisticsFigures(
    string folder, string sortBy, IReadOnlyList<string> labels, IReadOnlyList<ModelStatisticsRow> models)
{
    private const int LongestLabel = 40;

    /// <summary>Requests per model.</summary>
    public Figure Requests() =>
        Bars("requests", "Requests", [new BarSeries(null, Values(each => each.Counts.Requests), true)], Total(
            each => each.Counts.Requests, "requests"));

    /// <summary>Input beside output tokens per model.</summary>
    public Figure Tokens() => Bars(
        "tokens",
        "Tokens",
        [new BarSeries("Input tokens", Values(each => each.Counts.InputTokens), true), new BarSeries(
            "Output tokens", Values(each => each.Counts.OutputTokens), true)],
        Total(each => each.Tokens, "tokens"));

    /// <summary>Distinct users per model.</summary>
    public Figure Users() =>
        Bars("users", "Distinct users", [new BarSeries(null, Values(each => each.Counts.Users), true)],
            $"n = {InvariantText.Whole(models.Count)} models");

    private Figure Bars(string figure, string label, IReadOnlyList<FigureSeries> series, string total)
    {
        var panel = new Panel(
            null,
            new FigureAxis(label, AxisKind.Linear, 0),
            new FigureAxis("", AxisKind.Category, Categories: FigureNames.Labels(labels, LongestLabel)),
            series,
            series.Count > 1,
            []);
        return new Figure($"{folder}/{figure}", $"{label} per model, {InvariantText.Whole(models.Count)} models by {sortBy} ({total})",
            [panel], Table());
    }

    private FigureTable Table() => new(
    [
        new TextColumn("model_id", [.. models.Select(each => each.Model.Id)]),
        new TextColumn("model_name", [.. models.Select(each => each.Model.Name)]),
        new IntegerColumn("requests", [.. models.Select(each => each.Counts.Requests)]),
        Whole("input_tokens", each => each.Counts.InputTokens),
        Whole("output_tokens", each => each.Counts.OutputTokens),
        new IntegerColumn("users", [.. models.Select(each => each.Counts.Users)]),
        new TextColumn("size_class", [.. models.Select(each => each.SizeClass)]),
    ]);

    private TableColumn Whole(string name, Func<ModelStatisticsRow, Int128> value) => models.All(each => value(each) <= long.MaxValue)
        ? new IntegerColumn(name, [.. models.Select(each => (long)value(each))])
        : new NumberColumn(name, [.. models.Select(each => (double)value(each))]);

    private double[] Values(Func<ModelStatisticsRow, Int128> value) => [.. models.Select(each => (double)value(each))];

    private string Total(Func<ModelStatisticsRow, Int128> value, string unit) =>
        $"n = {InvariantText.Whole(models.Aggregate((Int128)0, (sum, each) => sum + value(each)))} {unit}";
}
