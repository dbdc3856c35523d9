using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The requests of each instance of a model.</summary>
internal static class InstanceCounts
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (_, columns) => Count(columns),
        static async (question, parts) => Sum(await parts.AskAsync<Answer>(question)));

    /// <summary>The requests of instances in several answers.</summary>
    public static Answer Sum(IReadOnlyList<Answer> answers)
    {
        var sum = new SortedDictionary<string, DurationCounts>(StringComparer.Ordinal);
        foreach (var (name, counts) in answers.SelectMany(answer => answer.Names.Zip(answer.Counts)))
            sum[name] = sum.GetValueOrDefault(name) + counts;
        return new Answer([.. sum.Keys], [.. sum.Values]);
    }

    private static Answer Count(SegmentColumns columns)
    {
        var (names, instanceOf) = columns.Texts(ColumnId.Instance);
        var durations = Intervals.Durations(columns);
        var counts = new DurationCounts[names.Length];
        for (var row = 0; row < instanceOf.Length; row++)
        {
            if (instanceOf[row] >= 0) counts[instanceOf[row]] = counts[instanceOf[row]].With(durations[row]);
        }

        // A segment may know names that none of its rows has that are meant.
        return Sum([new Answer(names, counts)]) is var all && Array.TrueForAll(all.Counts, each => each.Requests > 0)
            ? all
            : new Answer(
                [.. all.Names.Where((_, at) => all.Counts[at].Requests > 0)], [.. all.Counts.Where(each => each.Requests > 0)]);
    }

    /// <summary>Asks a model for the requests of its instances.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.instances.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>The instances of a model.</summary>
    /// <param name="Names">Their names in ordinal order.</param>
    /// <param name="Counts">The requests of each.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.instances.answer")]
    public sealed record Answer([property: Id(0)] string[] Names, [property: Id(1)] DurationCounts[] Counts) : ModelAnswer;
}
