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
            item.WriteString("month", Analyses.Months.Text(Months[month]));
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
    public IEnumerable<FigurePlan> Figures(string folder) => [];
}
