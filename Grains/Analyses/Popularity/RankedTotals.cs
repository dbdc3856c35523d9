using System.Globalization;
using System.Text.Json;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>What models or users have of something, by rank, and the Zipf law that fits it.</summary>
/// <param name="Name">The key in <c>summary.json</c> and the name of the figure.</param>
/// <param name="Entity">What is ranked: model or user.</param>
/// <param name="Unit">What they have: requests or tokens.</param>
/// <param name="Descending">What each has, above 0, descending.</param>
/// <param name="Fit">The law; null for fewer than two.</param>
internal sealed record RankedTotals(string Name, string Entity, string Unit, Int128[] Descending, ZipfFit? Fit)
{
    /// <summary>Ranks totals, those of 0 left out, and fits them.</summary>
    public static RankedTotals Of(string name, string entity, string unit, IEnumerable<Int128> totals)
    {
        Int128[] descending = [.. totals.Where(total => total > 0).OrderDescending()];
        return new RankedTotals(name, entity, unit, descending, ZipfFit.Of(descending));
    }

    /// <summary>Its member of <c>summary.json</c>; null without a fit.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (Fit is null)
        {
            json.WriteNull(Name);
            return;
        }

        json.Object(Name, item =>
        {
            item.WriteNumber("entities", Fit.Entities);
            item.WritePropertyName("total");
            item.WriteRawValue(Fit.Total.ToString(CultureInfo.InvariantCulture));
            item.Number("exponent", Fit.Exponent);
            item.Number("log_likelihood", Fit.LogLikelihood);
            item.Number("ks", Fit.Ks);
        });
    }

    /// <summary>The totals by rank and the fitted law, log–log.</summary>
    /// <param name="path">The figure's path.</param>
    /// <param name="thin">Whether its table keeps few of many rows.</param>
    /// <exception cref="InvalidOperationException">There is no fit.</exception>
    public Figure Draw(string path, bool thin)
    {
        var fit = Fit ?? throw new InvalidOperationException($"{Name} has no fit.");
        double[] ranks = [.. Enumerable.Range(1, Descending.Length).Select(rank => (double)rank)];
        var totals = Array.ConvertAll(Descending, total => (double)total);
        var (x, y) = CdfThinning.Thin(ranks, totals);
        var panel = new Panel(
            null,
            new FigureAxis($"{Capital(Entity)} rank", AxisKind.Logarithmic),
            new FigureAxis(Capital(Unit), AxisKind.Logarithmic),
            [new PointSeries($"{Entity}s", x, y), new LineSeries("Zipf law", x, Array.ConvertAll(x, fit.Expected))],
            true,
            [$"exponent = {Short(fit.Exponent)}", $"distance = {Short(fit.Ks)}"]);
        var (rows, kept) = thin ? TableThinning.Stairs(ranks, totals) : (ranks, totals);
        var table = new FigureTable(
        [
            new IntegerColumn("rank", Array.ConvertAll(rows, rank => (long)rank)),
            new NumberColumn(Unit, kept),
            new NumberColumn("zipf", Array.ConvertAll(rows, fit.Expected)),
        ]);
        return new Figure(
            path, $"{Capital(Unit)} per {Entity} by rank (n = {InvariantText.Whole(fit.Entities)} {Entity}s)", [panel],
            TableThinning.Marked(table, isThinned: rows.Length < ranks.Length));
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Short(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
