using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>How evenly the instances of a model are loaded by minute, and latencies by the load of an instance's second.</summary>
internal static class BalanceKernel
{
    /// <summary>Answers <see cref="Question"/>; minutes have rows of several parts, so all rows are needed in one place.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(static (_, columns) => Of(columns));

    private static Answer Of(SegmentColumns columns)
    {
        if (!columns.Has(ColumnId.Instance)) return Answer.None;
        var requests = InstanceRequests.Of(columns);
        if (requests.Times.IsEmpty) return Answer.None;
        var isUsed = columns.Scratch.Rent(requests.Instances, false);
        foreach (var instance in requests.Instance) isUsed[instance] = true;
        return MinuteBalance.Of(requests, columns.Scratch).Answer(isUsed.Count(true), LoadBuckets.Of(requests, columns));
    }

    /// <summary>Asks a model how evenly its instances are loaded.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.balance.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>How evenly the instances of a model are loaded.</summary>
    /// <param name="Instances">How many there are; 0 where no row has one.</param>
    /// <param name="Minutes">The minutes that have a row.</param>
    /// <param name="Balanced">Those of them that have enough requests and instances for the values that follow.</param>
    /// <param name="Active">Instances with a request, of all minutes.</param>
    /// <param name="MaxMeanTokens">The most tokens of an instance, divided by their mean; of minutes with a token, here and below.</param>
    /// <param name="CvTokens">The coefficient of variation of the tokens (population).</param>
    /// <param name="JainTokens">Jain's index of the tokens.</param>
    /// <param name="MaxMeanRequests">The most requests of an instance, divided by their mean; of minutes without a token, too.</param>
    /// <param name="Hours">The hours that have a row, ascending.</param>
    /// <param name="Loads">Latencies by load, ascending.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.balance.answer")]
    public sealed record Answer(
        [property: Id(0)] int Instances, [property: Id(1)] long Minutes, [property: Id(2)] long Balanced,
        [property: Id(3)] Statistics Active, [property: Id(4)] Statistics MaxMeanTokens, [property: Id(5)] Statistics CvTokens,
        [property: Id(6)] Statistics JainTokens,
        [property: Id(7)] Statistics MaxMeanRequests, [property: Id(8)] Hour[] Hours, [property: Id(9)] LoadBucket[] Loads)
        : ModelAnswer
    {
        /// <summary>No row has an instance.</summary>
        public static Answer None { get; } = new(
            0, 0, 0, Statistics.None, Statistics.None, Statistics.None, Statistics.None, Statistics.None, [], []);
    }

    /// <summary>An hour.</summary>
    /// <param name="Number">Hours since 0001-01-01.</param>
    /// <param name="Requests">Requests that started in it.</param>
    /// <param name="ActiveMedian">The median of its minutes' instances with a request.</param>
    /// <param name="WithTokens">Its minutes that have the values that follow.</param>
    /// <param name="MaxMeanTokens">The mean of these minutes' values; null without one, here and below.</param>
    /// <param name="CvTokens">As above.</param>
    /// <param name="JainTokens">As above.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.balance.hour")]
    public readonly record struct Hour(
        [property: Id(0)] long Number,
        [property: Id(1)] long Requests,
        [property: Id(2)] double ActiveMedian,
        [property: Id(3)] int WithTokens,
        [property: Id(4)] double? MaxMeanTokens,
        [property: Id(5)] double? CvTokens,
        [property: Id(6)] double? JainTokens);

    /// <summary>Latencies of requests of a load from 10^(k/3) to below 10^((k+1)/3) tokens.</summary>
    /// <param name="K">The k.</param>
    /// <param name="N">The requests.</param>
    /// <param name="Ttft">Quantile 0.9 of ttft in seconds; null without a value, here and below.</param>
    /// <param name="Decode">Quantile 0.9 of the seconds after the first token.</param>
    /// <param name="Rate">Quantile 0.1 of the tokens a second after the first.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.balance.load")]
    public sealed record LoadBucket(
        [property: Id(0)] int K, [property: Id(1)] long N, [property: Id(2)] double? Ttft, [property: Id(3)] double? Decode,
        [property: Id(4)] double? Rate)
    {
        /// <summary>The first load.</summary>
        public double From => LoadBuckets.Least(K);

        /// <summary>The load behind the last.</summary>
        public double To => LoadBuckets.Least(K + 1);
    }
}
