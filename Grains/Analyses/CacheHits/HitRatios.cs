using System.Runtime.InteropServices;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// Hit ratios of a model's requests, min(cached/input, 1), over those with input tokens above 0 and a count of cached ones. Ratios travel
/// as their bits, whose order is that of the ratios.
/// </summary>
internal static class HitRatios
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => Gather(question.Range, columns),
        static async (question, parts) =>
        {
            var answers = await parts.AskAsync<Answer>(question);
            return await parts.MergeAsync(() => Merge(answers));
        },
        isKept: false);

    /// <summary>The ratios of several models together.</summary>
    public static Answer Merge(IReadOnlyList<Answer> answers) => new(
        PackedFrequencies.Merge([.. answers.Select(answer => answer.Ratios)]),
        Sum(answers.Select(answer => answer.Hit)), Sum(answers.Select(answer => answer.Input)), answers.Sum(answer => answer.Full));

    /// <summary>The ratio of a request.</summary>
    public static double Of(long cached, long input) => cached >= input ? 1 : (double)cached / input;

    private static Answer Gather(TokenRange range, SegmentColumns columns)
    {
        if (!columns.Has(ColumnId.CachedTokens) || !columns.Has(ColumnId.InputTokens)) return Answer.None;
        var input = columns.Integers(ColumnId.InputTokens);
        var cached = columns.Integers(ColumnId.CachedTokens);
        var (n, hit, all, full) = (0, Int128.Zero, Int128.Zero, 0L);
        for (var row = 0; row < input.Length; row++)
        {
            // What is missing is below 0.
            if (input[row] <= 0 || cached[row] < 0 || !range.Has(input[row])) continue;
            (hit, all) = (hit + Math.Min(cached[row], input[row]), all + input[row]);
            if (cached[row] >= input[row]) full++;
            cached[n++] = BitConverter.DoubleToInt64Bits(Of(cached[row], input[row]));
        }

        return new Answer(FrequencyMap.Pack(cached[..n]), hit, all, full);
    }

    private static Int128 Sum(IEnumerable<Int128> numbers) => numbers.Aggregate(Int128.Zero, static (sum, number) => sum + number);

    /// <summary>Input tokens from one number to below another.</summary>
    /// <param name="From">The first.</param>
    /// <param name="End">The one behind the last; the greatest number of 64 bits for no end.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.hits.range")]
    internal readonly record struct TokenRange([property: Id(0)] long From, [property: Id(1)] long End)
    {
        /// <summary>Whether a number is in the range.</summary>
        public bool Has(long tokens) => tokens >= From && (tokens < End || End == long.MaxValue);
    }

    /// <summary>Asks a model for its hit ratios.</summary>
    /// <param name="Range">The requests that are meant.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.hits.question")]
    public sealed record Question([property: Id(0)] TokenRange Range) : ModelQuestion;

    /// <summary>The hit ratios of a model.</summary>
    /// <param name="Ratios">The bits of the ratios.</param>
    /// <param name="Hit">Input tokens that came from a cache.</param>
    /// <param name="Input">Input tokens.</param>
    /// <param name="Full">Requests all of whose input came from a cache.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.hits.answer")]
    public sealed record Answer(
        [property: Id(0)] PackedFrequencies Ratios, [property: Id(1)] Int128 Hit, [property: Id(2)] Int128 Input,
        [property: Id(3)] long Full) : ModelAnswer
    {
        /// <summary>No requests.</summary>
        public static Answer None { get; } = new(FrequencyMap.Empty.Encode(), 0, 0, 0);

        /// <summary>The ratios, ascending.</summary>
        public double[] Sorted() => DecimalFrequencies.Sorted(Ratios);
    }
}
