using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>Requests, sums and users of the cells of a model.</summary>
internal static class BucketCounts
{
    /// <summary>Answers <see cref="Question"/>. The answers may have many users and are not kept.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => Count(question.Cells, columns),
        static async (question, parts) =>
        {
            var answers = await parts.AskAsync<Answer>(question);
            return await parts.MergeAsync(() => Merge(answers));
        },
        isKept: false);

    private static Answer Count(SeriesCells cells, SegmentColumns columns)
    {
        var cellOf = cells.Of(columns, columns.Integers(ColumnId.Started));
        var counts = columns.Scratch.Rent(cells.Count, 0);
        foreach (var cell in cellOf) counts[cell]++;
        var filled = SeriesCells.Filled(counts);

        // From here on a row's cell is its place among those that have requests.
        var requests = Array.ConvertAll(filled, static _ => 0L);
        for (var place = 0; place < filled.Length; place++)
        {
            requests[place] = counts[filled[place]];
            counts[filled[place]] = place;
        }

        foreach (ref var cell in cellOf) cell = counts[cell];
        var (users, userOf) = columns.Hashes(ColumnId.User);
        return new Answer(
            filled,
            requests,
            Sum(columns, ColumnId.Failed, cellOf, filled.Length, out _),
            Sum(columns, ColumnId.InputTokens, cellOf, filled.Length, out _),
            Sum(columns, ColumnId.OutputTokens, cellOf, filled.Length, out _),
            Sum(columns, ColumnId.CachedTokens, cellOf, filled.Length, out _),
            Sum(columns, ColumnId.Cost, cellOf, filled.Length, out var hasCost),
            CellUsers.Of(users, userOf, cellOf, filled.Length, columns.Scratch),
            hasCost,
            columns.Has(ColumnId.QueueTime) && columns.Of(
                ColumnId.QueueTime, static times => times.ContainsAnyExcept(Missing.Value)));
    }

    private static Int128[] Sum(SegmentColumns columns, ColumnId column, ReadOnlySpan<int> cellOf, int cells, out bool hasAny)
    {
        var sums = new Int128[cells];
        hasAny = GroupedSums.Add(columns, column, cellOf, sums);
        return sums;
    }

    private static Answer Merge(Answer[] parts)
    {
        int[] cells = [.. parts.SelectMany(part => part.Cells).Distinct().Order()];
        var places = Array.ConvertAll(parts, part => Array.ConvertAll(part.Cells, cell => Array.BinarySearch(cells, cell)));
        var requests = new long[cells.Length];
        foreach (var (part, place) in parts.Zip(places))
        {
            for (var i = 0; i < place.Length; i++) requests[place[i]] += part.Requests[i];
        }

        return new Answer(
            cells,
            requests,
            Add(part => part.Failed),
            Add(part => part.Input),
            Add(part => part.Output),
            Add(part => part.Cached),
            Add(part => part.Cost),
            CellUsers.Merge(Array.ConvertAll(parts, part => part.Users), places, cells.Length),
            parts.Any(part => part.HasCost),
            parts.Any(part => part.HasQueue));

        Int128[] Add(Func<Answer, Int128[]> sums)
        {
            var sum = new Int128[cells.Length];
            foreach (var (part, place) in parts.Zip(places))
            {
                for (var i = 0; i < place.Length; i++) sum[place[i]] += sums(part)[i];
            }

            return sum;
        }
    }

    /// <summary>Asks a model for the counts of cells.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.series.counts.question")]
    public sealed record Question([property: Id(0)] SeriesCells Cells) : ModelQuestion;

    /// <summary>The counts of a model's cells; of the cells without requests there are none.</summary>
    /// <param name="Cells">The numbers of the cells, ascending.</param>
    /// <param name="Requests">The requests of each.</param>
    /// <param name="Failed">Those of them that failed.</param>
    /// <param name="Input">Input tokens; missing ones add nothing, here and below.</param>
    /// <param name="Output">Output tokens.</param>
    /// <param name="Cached">Cached tokens.</param>
    /// <param name="Cost">Cost in 10⁻⁹ US dollars.</param>
    /// <param name="Users">The users of each.</param>
    /// <param name="HasCost">Whether any request has a cost.</param>
    /// <param name="HasQueue">Whether any request has a time in the queue.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.series.counts.answer")]
    public sealed record Answer(
        [property: Id(0)] int[] Cells,
        [property: Id(1)] long[] Requests,
        [property: Id(2)] Int128[] Failed,
        [property: Id(3)] Int128[] Input,
        [property: Id(4)] Int128[] Output,
        [property: Id(5)] Int128[] Cached,
        [property: Id(6)] Int128[] Cost,
        [property: Id(7)] CellUsers Users,
        [property: Id(8)] bool HasCost,
        [property: Id(9)] bool HasQueue) : ModelAnswer;
}
