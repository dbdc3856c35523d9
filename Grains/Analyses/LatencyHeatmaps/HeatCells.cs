using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The distributions of a time by cells of input tokens and something else, over the rows of a model.</summary>
internal static class HeatCells
{
    // A time beyond it is a client that hung, or a clock.
    private const long Cap = 300 * TimeSpan.TicksPerSecond;

    private const int HitBins = 10;

    /// <summary>The last bin of tokens. It holds what lies beyond it too, so that numbers that nobody means give no endless maps.</summary>
    public const long LastBin = 99_999;

    // Cells are numbered row by row.
    private const long Columns = LastBin + 1;

    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => new Answer(Gather(question, columns)),
        static async (question, parts) =>
        {
            var answers = await parts.AskAsync<Answer>(question);
            return await parts.MergeAsync(() => Merge(answers));
        },
        isKept: false);

    /// <summary>The distributions of several models together.</summary>
    public static Answer Merge(IReadOnlyList<Answer> answers) =>
        new(GroupedFrequencies.Merge([.. answers.Select(answer => answer.Cells)]));

    /// <summary>The bins of a cell's number.</summary>
    public static (int X, int Y) Bins(long cell) => ((int)(cell % Columns), (int)(cell / Columns));

    private static GroupedFrequencies Gather(Question question, SegmentColumns columns)
    {
        var second = question.IsByHit ? ColumnId.CachedTokens : ColumnId.OutputTokens;
        if (!columns.Has(question.Time) || !columns.Has(ColumnId.InputTokens) || !columns.Has(second)) return GroupedFrequencies.None;
        var times = columns.Integers(question.Time);
        var input = columns.Integers(ColumnId.InputTokens);
        var other = columns.Integers(second);
        var cells = columns.Scratch.Rent(times.Length, Missing.Value);
        for (var row = 0; row < cells.Length; row++)
        {
            // What is missing is below 0.
            if (times[row] is <= 0 or >= Cap || input[row] <= 0) continue;
            if (question.IsByHit ? other[row] < 0 : other[row] <= 0) continue;
            var (x, y) = (input[row] / question.Cells.Input, question.IsByHit
                ? Hit(other[row], input[row])
                : other[row] / question.Cells.Output);
            cells[row] = (Math.Min(y, LastBin) * Columns) + Math.Min(x, LastBin);
        }

        return GroupedFrequencies.Of(cells, times);
    }

    private static long Hit(long cached, long input) => cached >= input ? HitBins : (long)((Int128)HitBins * cached / input);

    /// <summary>Asks a model for a heatmap.</summary>
    /// <param name="Time">The column of the times.</param>
    /// <param name="IsByHit">Whether the rows of cells are tenths of the hit ratio, and not output tokens.</param>
    /// <param name="Cells">The size of the cells.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.heatmap.question")]
    public sealed record Question(
        [property: Id(0)] ColumnId Time, [property: Id(1)] bool IsByHit, [property: Id(2)] HeatmapCells Cells) : ModelQuestion;

    /// <summary>The times of a model by the numbers of cells; see <see cref="Bins"/>.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.heatmap.answer")]
    public sealed record Answer([property: Id(0)] GroupedFrequencies Cells) : ModelAnswer;
}
