using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>Requests, tokens and functions of a model by UTC date.</summary>
internal static class DayCounts
{
    /// <summary>The groups of functions; the last has all others and requests without one.</summary>
    public static readonly string[] Functions = ["chat", "chat_stream", "completion", "completion_stream", "other"];

    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => Count(question.OnlyCompleted, columns),
        static async (question, parts) => Sum(await parts.AskAsync<Answer>(question)));

    /// <summary>The sum of counts.</summary>
    public static Answer Sum(IReadOnlyList<Answer> answers)
    {
        var sum = new SortedDictionary<long, Day>();
        foreach (var answer in answers)
        {
            for (var i = 0; i < answer.Days.Length; i++)
            {
                if (!sum.TryGetValue(answer.Days[i], out var day)) sum.Add(answer.Days[i], day = new Day());
                day.Input += answer.Input[i];
                day.Output += answer.Output[i];
                for (var group = 0; group < Functions.Length; group++)
                    day.Requests[group] += answer.Requests[(i * Functions.Length) + group];
            }
        }

        return new Answer(
            [.. sum.Keys], [.. sum.Values.SelectMany(day => day.Requests)], [.. sum.Values.Select(day => day.Input)],
            [.. sum.Values.Select(day => day.Output)]);
    }

    private static Answer Count(bool onlyCompleted, SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        foreach (ref var instant in started) instant /= TimeSpan.TicksPerDay;
        var (days, dayOf) = RankedKeys.Of(started, columns.Scratch);
        var (texts, textOf) = columns.Texts(ColumnId.Function);
        var groups = Array.ConvertAll(texts, text => Array.IndexOf(Functions, text, 0, Functions.Length - 1) is >= 0 and var at
            ? at
            : Functions.Length - 1);
        var requests = new long[days.Length * Functions.Length];
        for (var row = 0; row < dayOf.Length; row++)
            requests[(dayOf[row] * Functions.Length) + (textOf[row] < 0 ? Functions.Length - 1 : groups[textOf[row]])]++;
        if (onlyCompleted)
        {
            var duration = columns.Integers(ColumnId.Duration);
            for (var row = 0; row < dayOf.Length; row++)
            {
                if (duration[row] == Missing.Value) dayOf[row] = -1;
            }
        }

        var (input, output) = (new Int128[days.Length], new Int128[days.Length]);
        GroupedSums.Add(columns, ColumnId.InputTokens, dayOf, input);
        GroupedSums.Add(columns, ColumnId.OutputTokens, dayOf, output);
        return new Answer(days, requests, input, output);
    }

    private sealed class Day
    {
        public long[] Requests { get; } = new long[Functions.Length];

        public Int128 Input { get; set; }

        public Int128 Output { get; set; }
    }

    /// <summary>Asks a model for its days.</summary>
    /// <param name="OnlyCompleted">Whether the tokens are those of requests with a duration alone.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.daily.question")]
    public sealed record Question([property: Id(0)] bool OnlyCompleted) : ModelQuestion;

    /// <summary>The days of a model that have requests.</summary>
    /// <param name="Days">Days since 0001-01-01, ascending.</param>
    /// <param name="Requests">The requests of each day by <see cref="Functions"/>.</param>
    /// <param name="Input">Input tokens; missing ones add nothing, here and below.</param>
    /// <param name="Output">Output tokens.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.daily.answer")]
    public sealed record Answer(
        [property: Id(0)] long[] Days, [property: Id(1)] long[] Requests, [property: Id(2)] Int128[] Input,
        [property: Id(3)] Int128[] Output) : ModelAnswer;
}
