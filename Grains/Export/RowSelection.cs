using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>The rows of a model that lie in a window, with all of their columns.</summary>
internal static class RowSelection
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => Select(question, columns),
        static async (question, parts) =>
            new Answer([.. (await parts.AskAsync<Answer>(question)).SelectMany(answer => answer.Parts)]),
        isKept: false);

    private static Answer Select(Question question, SegmentColumns columns)
    {
        var near = columns.Near(new TimeRange(question.From, question.End));
        using var there = question.File is { } file ? near.OfChunk(file, question.Chunk) : near;
        var started = there.Integers(ColumnId.Started);
        var rows = there.Scratch.Rent<int>(there.Rows);
        var count = 0;
        for (var row = 0; row < started.Length; row++)
        {
            if (started[row] >= question.From && started[row] < question.End) rows[count++] = row;
        }

        if (count == 0) return new Answer([]);
        rows = rows[..count];
        var writer = new SegmentWriter(default, count);
        RowGather.AddTo(writer, there, rows);
        RowGather.AddUsers(writer, there, rows);
        var chunks = there.Chunks();
        var selected = there.Scratch.Rent<long>(count);
        for (var row = 0; row < count; row++) selected[row] = chunks[rows[row]];
        return new Answer([new Part(writer.ToArray(), PackedIntegers.Encode(selected))]);
    }

    /// <summary>Asks a model for the rows of a window.</summary>
    /// <param name="From">The first instant, in UTC ticks.</param>
    /// <param name="End">The tick that follows the last instant.</param>
    /// <param name="File">Index of the one file whose rows are meant; null for all.</param>
    /// <param name="Chunk">The number of the one chunk of that file.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.export.rows.question")]
    public sealed record Question(
        [property: Id(0)] long From, [property: Id(1)] long End, [property: Id(2)] int? File, [property: Id(3)] int Chunk) : ModelQuestion;

    /// <summary>The rows; in several parts where the model is split.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.export.rows.answer")]
    public sealed record Answer([property: Id(0)] Part[] Parts) : ModelAnswer;

    /// <summary>Some of the rows, in input order.</summary>
    /// <param name="Segment">The rows, as a segment of a model has them.</param>
    /// <param name="Chunks">The chunk of each, as <see cref="SegmentColumns.Chunks"/> has it, as <see cref="PackedIntegers"/>.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.export.rows.part")]
    public sealed record Part([property: Id(0)] byte[] Segment, [property: Id(1)] byte[] Chunks);
}
