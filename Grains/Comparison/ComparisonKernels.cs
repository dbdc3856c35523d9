using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Comparison;

/// <summary>What models and partitions of users are asked, so that a side of a comparison is known.</summary>
internal static class ComparisonKernels
{
    private const int Hours = 24;
    private const int DaysOfWeek = 7;

    /// <summary>Answer the questions to models.</summary>
    public static IEnumerable<ModelKernel> Models { get; } =
    [
        ModelKernel.For<CountsQuestion>(static (_, columns) => Count(columns), static (question, parts) => CountAsync(question, parts)),
        ModelKernel.For<FrequenciesQuestion>(
            static (question, columns) => new FrequenciesAnswer(RowFrequencies.Of(question.Distribution, columns).Encode()),
            static (question, parts) => MergeAsync(question, parts),
            isKept: false),
    ];

    /// <summary>Answers the question to partitions of users.</summary>
    public static PartitionKernel Users { get; } = PartitionKernel.For<UsersQuestion>(
        static (_, columns) => Describe(UserOrder.Of(columns.Rows)), isKept: false);

    private static CountsAnswer Count(SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        var (hours, weekdays) = (new long[Hours], new long[DaysOfWeek]);
        long first = long.MaxValue, last = long.MinValue;
        foreach (var instant in started)
        {
            first = Math.Min(first, instant);
            last = Math.Max(last, instant);

            // 0001-01-01 was a Monday.
            var (day, time) = Math.DivRem(instant, TimeSpan.TicksPerDay);
            hours[time / TimeSpan.TicksPerHour]++;
            weekdays[day % DaysOfWeek]++;
        }

        return new CountsAnswer(
            columns.Rows, columns.Of(ColumnId.InputTokens, ExactSums.Total), columns.Of(ColumnId.OutputTokens, ExactSums.Total), first,
            last, hours, weekdays, Functions(columns));
    }

    private static Dictionary<string, long> Functions(SegmentColumns columns)
    {
        var (texts, index) = columns.Texts(ColumnId.Function);
        var counts = new long[texts.Length];
        foreach (var function in index)
        {
            if (function >= 0) counts[function]++;
        }

        // A text without a row would be a key that only some ways of splitting have. Sorted, so that equal answers are equal bytes.
        return Enumerable.Range(0, texts.Length).Where(function => counts[function] > 0)
            .OrderBy(function => texts[function], StringComparer.Ordinal)
            .ToDictionary(function => texts[function], function => counts[function]);
    }

    private static async Task<ModelAnswer> CountAsync(CountsQuestion question, ModelParts parts)
    {
        var answers = await parts.AskAsync<CountsAnswer>(question);
        return new CountsAnswer(
            answers.Sum(part => part.Requests),
            answers.Aggregate((Int128)0, (sum, part) => sum + part.InputTokens),
            answers.Aggregate((Int128)0, (sum, part) => sum + part.OutputTokens),
            answers.Min(part => part.First),
            answers.Max(part => part.Last),
            [.. Enumerable.Range(0, Hours).Select(hour => answers.Sum(part => part.ByHour[hour]))],
            [.. Enumerable.Range(0, DaysOfWeek).Select(day => answers.Sum(part => part.ByWeekday[day]))],
            answers.SelectMany(part => part.Functions).GroupBy(each => each.Key, StringComparer.Ordinal)
                .OrderBy(function => function.Key, StringComparer.Ordinal)
                .ToDictionary(function => function.Key, function => function.Sum(each => each.Value)));
    }

    private static async Task<ModelAnswer> MergeAsync(FrequenciesQuestion question, ModelParts parts)
    {
        var answers = await parts.AskAsync<FrequenciesAnswer>(question);
        return await parts.MergeAsync(
            () => new FrequenciesAnswer(PackedFrequencies.Merge([.. answers.Select(part => part.Frequencies)])));
    }

    private static UsersAnswer Describe(UserOrder order)
    {
        using var scratch = new Scratch();
        return new UsersAnswer(order.Users.Length, FrequencyMap.Pack(InterArrivals(order, scratch)));
    }

    private static ReadOnlySpan<long> InterArrivals(UserOrder order, Scratch scratch)
    {
        var count = 0;
        for (var user = 0; user < order.Users.Length; user++) count += Math.Max(0, order.Requests(user) - 1);
        var interArrivals = scratch.Rent<long>(count);
        var at = 0;
        for (var user = 0; user < order.Users.Length; user++)
        {
            var started = order.Started(user);
            for (var i = 1; i < started.Length; i++) interArrivals[at++] = started[i] - started[i - 1];
        }

        return interArrivals;
    }

    /// <summary>Asks a model for its totals and shares.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.comparison.counts.question")]
    public sealed record CountsQuestion : ModelQuestion;

    /// <summary>A model's totals and shares.</summary>
    /// <param name="Requests">Rows.</param>
    /// <param name="InputTokens">Sum of the input tokens; missing ones add nothing.</param>
    /// <param name="OutputTokens">Sum of the output tokens; missing ones add nothing.</param>
    /// <param name="First">The first start; the greatest of all numbers without rows.</param>
    /// <param name="Last">The last start; the least of all numbers without rows.</param>
    /// <param name="ByHour">Rows by UTC hour of day.</param>
    /// <param name="ByWeekday">Rows by UTC day of the week, from Monday on.</param>
    /// <param name="Functions">Rows by function; rows without one do not count.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.comparison.counts.answer")]
    public sealed record CountsAnswer(
        [property: Id(0)] long Requests,
        [property: Id(1)] Int128 InputTokens,
        [property: Id(2)] Int128 OutputTokens,
        [property: Id(3)] long First,
        [property: Id(4)] long Last,
        [property: Id(5)] long[] ByHour,
        [property: Id(6)] long[] ByWeekday,
        [property: Id(7)] Dictionary<string, long> Functions) : ModelAnswer;

    /// <summary>Asks a model for one of its distributions.</summary>
    /// <param name="Distribution">The name of a distribution of rows.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.comparison.frequencies.question")]
    public sealed record FrequenciesQuestion([property: Id(0)] string Distribution) : ModelQuestion;

    /// <summary>A distribution.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.comparison.frequencies.answer")]
    public sealed record FrequenciesAnswer([property: Id(0)] PackedFrequencies Frequencies) : ModelAnswer;

    /// <summary>Asks a partition for the inter-arrival times within each user's own requests, over all models.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.comparison.users.question")]
    public sealed record UsersQuestion : PartitionQuestion;

    /// <summary>The inter-arrival times of a partition's users.</summary>
    /// <param name="Users">How many users there are.</param>
    /// <param name="InterArrivals">The distribution of their inter-arrival times in ticks.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.comparison.users.answer")]
    public sealed record UsersAnswer([property: Id(0)] long Users, [property: Id(1)] PackedFrequencies InterArrivals) : PartitionAnswer;
}
