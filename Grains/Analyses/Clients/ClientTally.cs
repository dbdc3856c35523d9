using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>What each client of some rows has, in any order of the clients. Rows without a user are not in it.</summary>
/// <param name="First">The first start in ticks; missing without a client.</param>
/// <param name="Last">The last start in ticks; missing without a client.</param>
/// <param name="Requests">The requests of each client, packed.</param>
/// <param name="Tokens">Input and output tokens of each; a missing count adds nothing.</param>
/// <param name="Cv">
/// The coefficient of variation of each client's own inter-arrival times; NaN for a client with fewer than
/// <see cref="LeastRequests"/> requests.
/// </param>
[GenerateSerializer, Immutable, Alias("llmwl.clients.tally")]
internal sealed record ClientTally(
    [property: Id(0)] long First,
    [property: Id(1)] long Last,
    [property: Id(2)] byte[] Requests,
    [property: Id(3)] Int128[] Tokens,
    [property: Id(4)] double[] Cv)
{
    /// <summary>Requests that a client needs to have a coefficient of variation.</summary>
    public const int LeastRequests = 3;

    /// <summary>What the clients of rows have.</summary>
    /// <param name="columns">The rows.</param>
    /// <param name="order">These rows by user.</param>
    public static ClientTally Of(SegmentColumns columns, UserOrder order)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        var requests = new long[order.Users.Length];
        var cv = new double[requests.Length];
        for (var user = 0; user < requests.Length; user++)
        {
            var started = order.Started(user);
            (first, last) = (Math.Min(first, started[0]), Math.Max(last, started[^1]));
            requests[user] = started.Length;
            cv[user] = CvOf(started) ?? double.NaN;
        }

        return requests.Length == 0
            ? new ClientTally(Missing.Value, Missing.Value, PackedIntegers.Encode(requests), [], [])
            : new ClientTally(first, last, PackedIntegers.Encode(requests), TokensOf(columns, order), cv);
    }

    /// <summary>The clients of all; no client is in two of them.</summary>
    public static ClientTally Merge(IReadOnlyList<ClientTally> tallies)
    {
        var filled = tallies.Where(tally => tally.Tokens.Length > 0).ToList();
        return new ClientTally(
            filled.Count == 0 ? Missing.Value : filled.Min(tally => tally.First),
            filled.Count == 0 ? Missing.Value : filled.Max(tally => tally.Last),
            PackedIntegers.Encode([.. filled.SelectMany(tally => PackedIntegers.Decode(tally.Requests))]),
            [.. filled.SelectMany(tally => tally.Tokens)],
            [.. filled.SelectMany(tally => tally.Cv)]);
    }

    /// <summary>The coefficient of variation of the inter-arrival times of a client.</summary>
    /// <param name="started">Its starts in ticks, ascending.</param>
    /// <returns>Null for fewer than <see cref="LeastRequests"/> starts.</returns>
    public static double? CvOf(ReadOnlySpan<long> started)
    {
        if (started.Length < LeastRequests) return null;
        DifferenceSums sums = default;
        sums.AddAll(started);
        return sums.Cv();
    }

    /// <summary>The requests of each client, ascending.</summary>
    public Int128[] AscendingRequests() => [.. PackedIntegers.Decode(Requests).Order().Select(requests => (Int128)requests)];

    /// <summary>The tokens of each client, ascending.</summary>
    public Int128[] AscendingTokens() => [.. Tokens.Order()];

    /// <summary>The coefficients of variation with the requests of their clients, ascending by both.</summary>
    public (double Cv, long Requests)[] AscendingCv() =>
        [.. Cv.Zip(PackedIntegers.Decode(Requests)).Where(each => !double.IsNaN(each.First)).Order()];

    private static Int128[] TokensOf(SegmentColumns columns, UserOrder order)
    {
        var tokens = new Int128[order.Users.Length];
        foreach (var column in (ColumnId[])[ColumnId.InputTokens, ColumnId.OutputTokens])
        {
            if (!columns.Has(column)) continue;
            var values = columns.Integers(column);
            for (var user = 0; user < tokens.Length; user++)
            {
                foreach (var row in order.Rows(user))
                {
                    if (values[row] != Missing.Value) tokens[user] += values[row];
                }
            }
        }

        return tokens;
    }
}
