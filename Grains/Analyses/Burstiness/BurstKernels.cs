using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>The questions about bursts that models and partitions of users answer.</summary>
internal static class BurstKernels
{
    /// <summary>Those of models.</summary>
    public static IEnumerable<ModelKernel> OfModels { get; } = [
        ModelKernel.For<Question>(
            static (question, columns) =>
            {
                var tally = new BurstTally(question.Window);
                var started = columns.Integers(ColumnId.Started);
                RadixSort.Sort(started);
                tally.Add(started);
                return new Answer(tally.End());
            },
            static async (question, parts) =>
            {
                var tally = new BurstTally(question.Window);
                await StartedRanges.VisitAsync(parts, tally.Add);
                return new Answer(tally.End());
            }),
        .. StartedRanges.Kernels,
    ];

    /// <summary>That of partitions.</summary>
    public static PartitionKernel OfUsers { get; } = PartitionKernel.For<UsersQuestion>(
        static (_, columns) => Describe(UserOrder.Of(columns.Rows)));

    private static UsersAnswer Describe(UserOrder order)
    {
        List<double> variations = [], burstiness = [], memory = [];
        for (var user = 0; user < order.Users.Length; user++)
        {
            if (order.Requests(user) < BurstNumbers.LeastRequests) continue;
            DifferenceSums sums = default;
            sums.AddAll(order.Started(user));
            variations.Add(sums.Cv()!.Value);
            burstiness.Add(sums.Burstiness()!.Value);
            if (sums.Memory() is { } correlation) memory.Add(correlation);
        }

        return new UsersAnswer([.. variations], [.. burstiness], [.. memory]);
    }

    /// <summary>Asks a model how bursty its requests are.</summary>
    /// <param name="Window">The width of a window of variation in ticks.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.burstiness.question")]
    public sealed record Question([property: Id(0)] long Window) : ModelQuestion;

    /// <summary>How bursty a model's requests are.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.burstiness.answer")]
    public sealed record Answer([property: Id(0)] BurstNumbers Numbers) : ModelAnswer;

    /// <summary>Asks a partition how bursty its users' requests are, each user's over all models.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.burstiness.users.question")]
    public sealed record UsersQuestion : PartitionQuestion;

    /// <summary>The numbers of users with at least three requests, each in any order; users without a memory are not in it.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.burstiness.users.answer")]
    public sealed record UsersAnswer(
        [property: Id(0)] double[] Cv, [property: Id(1)] double[] Burstiness, [property: Id(2)] double[] Memory) : PartitionAnswer;
}
