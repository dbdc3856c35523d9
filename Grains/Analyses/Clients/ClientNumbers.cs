using System.Text.Json;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>How requests are spread over the clients of a model, or of all models.</summary>
/// <param name="Clients">How many clients there are.</param>
/// <param name="Requests">The requests of all of them.</param>
/// <param name="Span">Ticks from the first start to the last.</param>
/// <param name="GiniRequests">The Gini coefficient of the requests; null without clients.</param>
/// <param name="GiniTokens">The Gini coefficient of the tokens; null where there are none.</param>
/// <param name="TopShares">The shares of the requests of the top clients, in the order of the keys.</param>
/// <param name="ClientsFor">The least numbers of clients that have shares of the requests, in the order of the keys.</param>
/// <param name="Rate">Requests per second of clients; none where the span is 0.</param>
/// <param name="Cv">Coefficients of variation of clients that have one.</param>
/// <param name="CvWeighted">The same, where each client weighs its requests.</param>
[GenerateSerializer, Immutable, Alias("llmwl.clients.numbers")]
internal sealed record ClientNumbers(
    [property: Id(0)] long Clients,
    [property: Id(1)] long Requests,
    [property: Id(2)] long Span,
    [property: Id(3)] double? GiniRequests,
    [property: Id(4)] double? GiniTokens,
    [property: Id(5)] double?[] TopShares,
    [property: Id(6)] long[] ClientsFor,
    [property: Id(7)] Statistics Rate,
    [property: Id(8)] Statistics Cv,
    [property: Id(9)] Statistics CvWeighted)
{
    private const int Tenth = 10;
    private const int Hundredth = 100;

    private static readonly (string Key, Func<long, long> Count)[] Tops =
    [
        ("k1", _ => 1), ("k5", _ => 5), ("k10", _ => 10), ("k100", _ => 100),
        ("pct1", clients => Part(clients, Hundredth)), ("pct10", clients => Part(clients, Tenth)),
    ];

    private static readonly int[] Percents = [50, 80, 90, 99];

    /// <summary>The numbers of clients.</summary>
    public static ClientNumbers Of(ClientTally tally)
    {
        var requests = tally.AscendingRequests();
        var cv = tally.AscendingCv();
        var span = requests.Length == 0 ? 0 : tally.Last - tally.First;
        return new ClientNumbers(
            requests.Length,
            (long)requests.Aggregate(Int128.Zero, (sum, each) => sum + each),
            span,
            Concentration.Gini(requests),
            Concentration.Gini(tally.AscendingTokens()),
            Array.ConvertAll(Tops, top => Concentration.TopShare(requests, top.Count(requests.Length))),
            Array.ConvertAll(Percents, percent => Concentration.CountFor(requests, percent)),
            span == 0 ? Statistics.None : Summaries.OfSorted(
                Array.ConvertAll(requests, each => (long)each), Units.Scale(span, Units.TicksPerSecond)),
            Summaries.OfSorted(Array.ConvertAll(cv, each => each.Cv)),
            WeightedStatistics.Of(cv));
    }

    /// <summary>Writes the members of <c>summary.json</c>.</summary>
    /// <param name="json">Where they are written.</param>
    /// <param name="top">The clients with the most requests and the ids of their users.</param>
    public void Write(Utf8JsonWriter json, IEnumerable<(string User, ClientEntry Entry)> top)
    {
        json.WriteNumber("clients", Clients);
        json.WriteNumber("requests", Requests);
        json.WriteNumber("span_seconds", Units.Scale(Span, Units.TicksPerSecond));
        json.Number("gini_requests", GiniRequests);
        json.Number("gini_tokens", GiniTokens);
        json.Object("top_share", shares =>
        {
            for (var i = 0; i < Tops.Length; i++) shares.Number(Tops[i].Key, TopShares[i]);
        });
        json.Object("clients_for", counts =>
        {
            for (var i = 0; i < Percents.Length; i++) counts.WriteNumber($"p{Percents[i]}", ClientsFor[i]);
        });
        json.Statistics("rate", Rate);
        json.Statistics("cv", Cv);
        json.Statistics("cv_weighted", CvWeighted);
        json.List("top", top, (item, each) => each.Entry.Write(item, each.User, this));
    }

    // The part of a number, rounded up.
    private static long Part(long clients, int part) => (clients + part - 1) / part;
}
