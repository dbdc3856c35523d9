using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>The mean hit ratios of a model, and of the users of a partition; see <see cref="HitRatios"/>. Sums are exact.</summary>
internal static class MeanHitRatios
{
    private const int LeastOfUser = 11;

    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Models = ModelKernel.For<Question>(static (_, columns) => OfModel(columns));

    /// <summary>Answers <see cref="UsersQuestion"/>.</summary>
    public static readonly PartitionKernel Users = PartitionKernel.For<UsersQuestion>(static (_, users) => OfUsers(users.Rows));

    private static Answer OfModel(SegmentColumns columns)
    {
        if (!columns.Has(ColumnId.CachedTokens) || !columns.Has(ColumnId.InputTokens)) return new Answer(0, 0);
        var ratios = columns.Scratch.Rent<double>(columns.Rows);
        var input = columns.Integers(ColumnId.InputTokens);
        var cached = columns.Integers(ColumnId.CachedTokens);
        var n = 0;
        for (var row = 0; row < input.Length; row++)
        {
            if (input[row] > 0 && cached[row] >= 0) ratios[n++] = HitRatios.Of(cached[row], input[row]);
        }

        return new Answer(n, n == 0 ? 0 : DecimalSum.Of(ratios[..n]) / n);
    }

    private static UsersAnswer OfUsers(SegmentColumns columns)
    {
        if (!columns.Has(ColumnId.CachedTokens) || !columns.Has(ColumnId.InputTokens)) return new UsersAnswer([]);
        var input = columns.Integers(ColumnId.InputTokens);
        var cached = columns.Integers(ColumnId.CachedTokens);
        var (users, userOf) = columns.Hashes(ColumnId.User);
        var order = UserOrder.Of(users, userOf, columns.Integers(ColumnId.Started), columns.Scratch);
        var ratios = columns.Scratch.Rent<double>(columns.Rows);
        var means = new List<double>();
        for (var user = 0; user < users.Length; user++)
        {
            var n = 0;
            foreach (var row in order.Rows(user))
            {
                if (input[row] > 0 && cached[row] >= 0) ratios[n++] = HitRatios.Of(cached[row], input[row]);
            }

            if (n >= LeastOfUser) means.Add(DecimalSum.Of(ratios[..n]) / n);
        }

        return new UsersAnswer([.. means]);
    }

    /// <summary>Asks a model for its mean hit ratio.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.hits.mean.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>The mean hit ratio of a model.</summary>
    /// <param name="N">Requests that have one.</param>
    /// <param name="Mean">Their mean; 0 without any.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.hits.mean.answer")]
    public sealed record Answer([property: Id(0)] long N, [property: Id(1)] double Mean) : ModelAnswer;

    /// <summary>Asks a partition for the mean hit ratios of its users.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.hits.users.question")]
    public sealed record UsersQuestion : PartitionQuestion;

    /// <summary>The mean hit ratio of each user with more than 10 requests that have one, in any order.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.hits.users.answer")]
    public sealed record UsersAnswer([property: Id(0)] double[] Means) : PartitionAnswer;
}
