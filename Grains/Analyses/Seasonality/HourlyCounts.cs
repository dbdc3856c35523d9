using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>Requests of each hour of each weekday, in UTC.</summary>
internal static class HourlyCounts
{
    /// <summary>Days of a week.</summary>
    public const int Weekdays = 7;

    /// <summary>Hours of a day.</summary>
    public const int Hours = 24;

    // The first day of ticks, 0001-01-01, was a Monday.
    private const int HoursOfWeek = Weekdays * Hours;

    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (_, columns) => new Answer(columns.Of(ColumnId.Started, Count)),
        static async (_, parts) => new Answer(Sum(await parts.AskAsync<Answer>(new Question()))));

    /// <summary>The sum of counts.</summary>
    public static long[] Sum(IEnumerable<Answer> answers)
    {
        var sum = new long[HoursOfWeek];
        foreach (var answer in answers)
        {
            for (var hour = 0; hour < sum.Length; hour++) sum[hour] += answer.Counts[hour];
        }

        return sum;
    }

    private static long[] Count(ReadOnlySpan<long> started)
    {
        var counts = new long[HoursOfWeek];
        foreach (var instant in started) counts[instant / TimeSpan.TicksPerHour % HoursOfWeek]++;
        return counts;
    }

    /// <summary>Asks a model for its requests by hour of the week.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.seasonality.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>The requests of each hour of a week, from Monday 00:00 on.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.seasonality.answer")]
    public sealed record Answer([property: Id(0)] long[] Counts) : ModelAnswer;
}
