using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>Lorenz curves of requests and tokens, and distributions of rate and variation, of all clients and of some models'.</summary>
internal static class ClientFigures
{
    private static readonly FigureAxis OfClients = new("Fraction of clients, those with the least first", AxisKind.Linear, 0, 1);

    private static readonly FigureAxis Rate = new("Requests per second of a client", AxisKind.Logarithmic);

    private static readonly FigureAxis Variation = new("CV of a client's inter-arrival times raised to 1 ms", AxisKind.Logarithmic);

    /// <summary>The figures.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="all">The numbers of all clients.</param>
    /// <param name="lines">All clients, and those of models.</param>
    /// <param name="thin">Whether tables keep few rows.</param>
    public static IEnumerable<FigurePlan> Of(string folder, ClientNumbers all, ClientLine[] lines, bool thin)
    {
        yield return Plan("lorenz_requests", tally => Lorenz(tally.AscendingRequests()), (path, curves) =>
            Lorenz(path, "requests", curves, thin));
        if (all.GiniTokens is not null)
        {
            yield return Plan("lorenz_tokens", tally => Lorenz(tally.AscendingTokens()), (path, curves) =>
                Lorenz(path, "tokens", curves, thin));
        }

        if (all.Rate.N > 0)
        {
            yield return Plan("rate_cdf", OfRate, (path, curves) => Draw(
                path, $"Rate of clients (n = {InvariantText.Whole(curves[0].N)})", Rate, CdfFigures.Cumulative, "requests_per_second",
                "cdf", curves, thin));
        }

        if (all.Cv.N == 0) yield break;
        yield return Plan("cv_cdf", OfVariation, (path, curves) => Draw(
            path, $"Variation of clients (n = {InvariantText.Whole(curves[0].N)})", Variation, CdfFigures.Cumulative, "cv", "cdf", curves,
            thin));
        yield return Plan("cv_weighted_cdf", OfWeightedVariation, (path, curves) => Draw(
            path, $"Variation of clients, each weighs its requests (n = {InvariantText.Whole(curves[0].N)})", Variation,
            new FigureAxis("Fraction of the requests of clients ≤ x", AxisKind.Linear, 0, 1.05), "cv", "cdf", curves, thin));

        FigurePlan Plan(string name, Func<ClientTally, Points> points, Func<string, Curve[], Figure> build)
        {
            var path = $"{folder}/{name}";
            return new FigurePlan(path, async () =>
            {
                var curves = new List<Curve>();
                foreach (var line in lines)
                {
                    var tally = await line.TallyAsync();
                    var (n, x, y) = await Task.Run(() => points(tally));
                    if (n > 0) curves.Add(new Curve(line.Label, line.Colour, n, x, y));
                }

                return await Task.Run(() => build(path, [.. curves]));
            });
        }
    }

    private static Points Lorenz(Int128[] ascending)
    {
        if (ascending.Length == 0 || ascending[^1] == 0) return new Points(0, [], []);
        var (clients, shares) = Concentration.Lorenz(ascending);
        return new Points(ascending.Length, clients, shares);
    }

    private static Points OfRate(ClientTally tally)
    {
        var requests = Array.ConvertAll(tally.AscendingRequests(), each => (long)each);
        if (requests.Length == 0 || tally.First == tally.Last) return new Points(0, [], []);
        var (x, f) = FrequencyMap.OfSorted(requests).Cdf(Units.Scale(tally.Last - tally.First, Units.TicksPerSecond));
        return new Points(requests.Length, x, f);
    }

    private static Points OfVariation(ClientTally tally)
    {
        var curve = CdfFigures.Curve.OfSorted<double>("", Array.ConvertAll(tally.AscendingCv(), each => each.Cv));
        return new Points(curve.N, curve.X, curve.F);
    }

    private static Points OfWeightedVariation(ClientTally tally)
    {
        var ascending = tally.AscendingCv();
        var weights = ascending.Sum(each => each.Requests);
        var (x, f) = (new List<double>(), new List<double>());
        var upTo = 0L;
        for (var i = 0; i < ascending.Length; i++)
        {
            upTo += ascending[i].Requests;
            if (i + 1 < ascending.Length && ascending[i + 1].Cv.Equals(ascending[i].Cv)) continue;
            x.Add(ascending[i].Cv);
            f.Add((double)upTo / weights);
        }

        return new Points(ascending.Length, [.. x], [.. f]);
    }

    private static Figure Lorenz(string path, string what, Curve[] curves, bool thin) => Draw(
        path, $"Share of {what} over clients (n = {InvariantText.Whole(curves[0].N)})", OfClients,
        new FigureAxis($"Fraction of {what}", AxisKind.Linear, 0, 1), "clients_share", $"{what}_share", curves, thin);

    private static Figure Draw(
        string path, string title, FigureAxis x, FigureAxis y, string columnX, string columnY, Curve[] curves, bool thin)
    {
        var isLog = x.Kind == AxisKind.Logarithmic;
        var series = curves.Select(FigureSeries (curve) =>
        {
            var (drawnX, drawnY) = CdfThinning.Thin(curve.X, curve.Y, logX: isLog);
            return new LineSeries(curves.Length > 1 ? curve.Label : null, drawnX, drawnY, Step: isLog)
            {
                Colour = curves.Length > 1 ? curve.Colour : null,
            };
        });
        FigureSeries[] guide = isLog ? [] : [new GuideLine("all equal", [0, 1], [0, 1])];
        var rows = Array.ConvertAll(curves, curve => thin ? TableThinning.Stairs(curve.X, curve.Y, isLog) : (curve.X, curve.Y));
        var table = new FigureTable(
        [
            new TextColumn("series", [.. curves.Zip(rows).SelectMany(each => Enumerable.Repeat(each.First.Label, each.Second.X.Length))]),
            new NumberColumn(columnX, [.. rows.SelectMany(row => row.X)]),
            new NumberColumn(columnY, [.. rows.SelectMany(row => row.Y)]),
        ]);
        var isThinned = curves.Zip(rows).Any(each => each.Second.X.Length < each.First.X.Length);
        return new Figure(
            path, title, [new Panel(null, x, y, [.. guide, .. series], curves.Length + guide.Length > 1, [])],
            TableThinning.Marked(table, isThinned));
    }

    private sealed record Points(long N, double[] X, double[] Y);

    private sealed record Curve(string Label, int? Colour, long N, double[] X, double[] Y);
}
