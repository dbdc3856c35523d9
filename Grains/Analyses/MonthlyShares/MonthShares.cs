using LlmWorkload.Figures;

namespace LlmWorkload.Analyses;

/// <summary>The shares of families of models in months.</summary>
/// <param name="Months">The months.</param>
/// <param name="Families">The families; the last has all others.</param>
/// <param name="All">What each month has.</param>
/// <param name="OfFamily">What each family has, by month.</param>
internal sealed record MonthShares(
    long[] Months, string[] Families, (long Requests, Int128 Tokens)[] All, (long Requests, Int128 Tokens)[][] OfFamily)
{
    /// <summary>The summary.</summary>
    public byte[] Summary() => JsonText.Object(json =>
    {
        json.List("families", Families);
        json.List("months", Enumerable.Range(0, Months.Length), (item, month) =>
        {
            item.WriteString("month", Columns.Months.Text(Months[month]));
            item.WriteNumber("requests", All[month].Requests);
            item.WriteNumber("tokens", (decimal)All[month].Tokens);
            item.Numbers("request_share", OfFamily.Select(family => RequestShare(family, month)));
            item.Numbers("token_share", OfFamily.Select(family => TokenShare(family, month)));
        });
    });

    private double? RequestShare((long Requests, Int128 Tokens)[] family, int month) =>
        All[month].Requests == 0 ? null : (double)family[month].Requests / All[month].Requests;

    private double? TokenShare((long Requests, Int128 Tokens)[] family, int month) =>
        All[month].Tokens == 0 ? null : (double)family[month].Tokens / (double)All[month].Tokens;

    /// <summary>The figures.</summary>
    public IEnumerable<FigurePlan> Figures(string folder) =>
    [
        Plan($"{folder}/request_shares", "Share of requests by month", RequestShare),
        Plan($"{folder}/token_shares", "Share of tokens by month", TokenShare),
    ];

    private FigurePlan Plan(string path, string title, Func<(long Requests, Int128 Tokens)[], int, double?> share) =>
        FigurePlan.Of(path, () => Draw(path, title, share)).Unless(
            WorthDrawing.OnlyOne(Families.Length - 1, "family of models"), WorthDrawing.OnlyOne(Months.Length, "month"));

    private Figure Draw(string path, string title, Func<(long Requests, Int128 Tokens)[], int, double?> share)
    {
        var months = Enumerable.Range(0, Months.Length);
        double[][] layers = [.. OfFamily.Select(family => months.Select(month => share(family, month) ?? double.NaN).ToArray())];
        var panel = new Panel(
            null, new FigureAxis("Month (UTC)", AxisKind.Category, Categories: [.. Months.Select(Columns.Months.Text)]),
            new FigureAxis("Share", AxisKind.Linear, 0, 1),
            [.. layers.Zip(FigureNames.Labels(Families), (layer, family) => new StackSeries(family, layer))], true, []);
        var table = new FigureTable(
        [
            new TextColumn("month", [.. Months.SelectMany(month => Enumerable.Repeat(Columns.Months.Text(month), Families.Length))]),
            new TextColumn("family", [.. Months.SelectMany(_ => Families)]),
            new NumberColumn("share", [.. months.SelectMany(month => layers.Select(layer => layer[month]))]),
        ]);
        return new Figure(path, $"{title} (n = {InvariantText.Whole(All.Sum(month => month.Requests))})", [panel], table);
    }
}
