using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>
/// The gaps of pairs of a user and a model: differences above 0 of the starts of successive requests. Pairs with at least
/// <see cref="LeastGaps"/> count.
/// </summary>
internal static class PairGaps
{
    /// <summary>Gaps that a pair needs.</summary>
    public const int LeastGaps = 10;

    /// <summary>A median of whole ticks may lie between two: medians are counted in halves.</summary>
    public const double HalvesPerSecond = 2 * Units.TicksPerSecond;

    /// <summary>Seconds that a cache is kept.</summary>
    public static readonly long[] Lifetimes = [1, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 43_200, 86_400];

    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> Kernels { get; } = [
        ModelKernel.For<Question>(static (_, columns) => Count(columns)),
        ModelKernel.For<AllQuestion>(static (_, columns) => new AllAnswer(All(columns)), isKept: false),
    ];

    private static Answer Count(SegmentColumns columns)
    {
        var medians = new List<long>();
        var covered = new long[Lifetimes.Length];
        var gaps = 0L;
        var order = UserOrder.Of(columns);
        var room = columns.Scratch.Rent<long>(columns.Rows);
        for (var user = 0; user < order.Users.Length; user++)
        {
            var sorted = Sorted(order.Started(user), room);
            if (sorted.Length < LeastGaps) continue;
            gaps += sorted.Length;
            medians.Add(sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]);
            for (var i = 0; i < covered.Length; i++)
                covered[i] += Ascending.CountBelow(sorted, (Lifetimes[i] * TimeSpan.TicksPerSecond) + 1);
        }

        return new Answer([.. medians.Order()], gaps, covered);
    }

    private static PackedFrequencies All(SegmentColumns columns)
    {
        var order = UserOrder.Of(columns);
        var all = columns.Scratch.Rent<long>(columns.Rows);
        var n = 0;
        for (var user = 0; user < order.Users.Length; user++)
        {
            var sorted = Sorted(order.Started(user), all[n..]);
            if (sorted.Length >= LeastGaps) n += sorted.Length;
        }

        return FrequencyMap.Pack(all[..n]);
    }

    private static ReadOnlySpan<long> Sorted(ReadOnlySpan<long> started, Span<long> room)
    {
        var n = 0;
        for (var i = 1; i < started.Length; i++)
        {
            if (started[i] > started[i - 1]) room[n++] = started[i] - started[i - 1];
        }

        room[..n].Sort();
        return room[..n];
    }

    /// <summary>Asks a model for its pairs.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.pairs.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>The pairs of a model that count.</summary>
    /// <param name="Medians">Twice the median gap of each in ticks, ascending.</param>
    /// <param name="Gaps">All gaps of these pairs.</param>
    /// <param name="Covered">How many of the gaps are at most each of <see cref="Lifetimes"/>.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.pairs.answer")]
    public sealed record Answer([property: Id(0)] long[] Medians, [property: Id(1)] long Gaps, [property: Id(2)] long[] Covered)
        : ModelAnswer;

    /// <summary>Asks a model for all gaps of the pairs that count.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.pairs.all.question")]
    public sealed record AllQuestion : ModelQuestion;

    /// <summary>The gaps in ticks.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.pairs.all.answer")]
    public sealed record AllAnswer([property: Id(0)] PackedFrequencies Gaps) : ModelAnswer;
}
