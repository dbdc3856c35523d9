using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// How much of its prompts a model has seen before. A block is known by its file and number; models do not share any. The blocks of
/// several parts belong together, so all rows are needed in one place.
/// </summary>
internal static class PrefixKernel
{
    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> Kernels { get; } = [
        ModelKernel.For<Question>(static (question, columns) => Read(question, columns)),
        ModelKernel.For<RowsQuestion>(static (question, columns) => ToAnswer(Ordered.Of(columns), question), isKept: false),
        ModelKernel.For<CurveQuestion>(
            static (question, columns) =>
            {
                var (capacity, blocks) = Ordered.Of(columns).Rows(question.BlockTokens).Hits().Curve();
                return new CurveAnswer(capacity, blocks);
            },
            isKept: false),
    ];

    private static Answer Read(Question question, SegmentColumns columns)
    {
        var ordered = Ordered.Of(columns);
        var rows = ordered.Rows(question.BlockTokens);
        var sessionOf = columns.Has(ColumnId.Session) ? columns.Texts(ColumnId.Session).Index : default;
        var hasSessions = sessionOf.ContainsAnyExcept(-1);
        var (accesses, lastTouch, lastSession) = (new long[rows.Different], new long[rows.Different], new int[rows.Different]);
        var reuse = new List<long>();
        var (sameSession, mismatch) = (0L, 0L);
        Int128 input = 0;
        for (var request = 0; request < rows.Count; request++)
        {
            var blocks = rows.Of(request);
            var started = ordered.Started[request];
            var session = hasSessions ? sessionOf[ordered.Row[request]] : -1;
            if (rows.Input[request] != Missing.Value) input += rows.Input[request];
            if (rows.BlockTokens[request] > 0 && rows.Input[request] != Missing.Value
                && (rows.Input[request] + rows.BlockTokens[request] - 1) / rows.BlockTokens[request] != blocks.Length)
                mismatch++;
            foreach (var block in blocks)
            {
                if (accesses[block] == 0) break;
                if (session >= 0 && lastSession[block] == session) sameSession++;
            }

            for (var i = blocks.Length - 1; i >= 0; i--)
            {
                var block = blocks[i];
                if (accesses[block]++ > 0) reuse.Add(started - lastTouch[block]);
                (lastTouch[block], lastSession[block]) = (started, session);
            }
        }

        var hits = rows.Hits();
        return new Answer(
            rows.Count, rows.Blocks.Length, input, FrequencyMap.Pack(accesses),
            FrequencyMap.Pack(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(reuse)),
            [hits.Of(null), .. question.Capacities.Select(capacity => hits.Of(capacity))], hasSessions ? sameSession : null, mismatch,
            rows.BlockTokens.Distinct().ToArray() is [var only] ? only : 0, rows.BlockTokens.Contains(0));
    }

    private static RowsAnswer ToAnswer(Ordered ordered, RowsQuestion question)
    {
        var rows = ordered.Rows(question.BlockTokens);
        return new RowsAnswer(
            PackedIntegers.Encode(ordered.Started), PackedIntegers.Encode(ordered.Chunk), PackedIntegers.Encode(ordered.Tie),
            PackedIntegers.Encode(Array.ConvertAll(rows.Starts, static start => (long)start)),
            PackedIntegers.Encode(Array.ConvertAll(rows.Blocks, static block => (long)block)), rows.Different,
            PackedIntegers.Encode(rows.Input), PackedIntegers.Encode(Array.ConvertAll(rows.BlockTokens, static tokens => (long)tokens)));
    }

    /// <summary>The rows of a model that have blocks, by start, ties in input order.</summary>
    private sealed class Ordered
    {
        public required long[] Started { get; init; }

        public required int[] Row { get; init; }

        public required long[] Chunk { get; init; }

        public required long[] Tie { get; init; }

        public required long[] Input { get; init; }

        public required NumberLists Lists { get; init; }

        public static Ordered Of(SegmentColumns columns)
        {
            var lists = columns.Has(ColumnId.Blocks) ? columns.Lists(ColumnId.Blocks) : null;
            var (started, order) = StableOrder.Of(columns.Integers(ColumnId.Started), columns.Scratch);
            var chunks = columns.Chunks();
            var ties = columns.Has(ColumnId.Tie) ? columns.Integers(ColumnId.Tie) : columns.Scratch.Rent(columns.Rows, Missing.Value);
            var input = columns.Has(ColumnId.InputTokens)
                ? columns.Integers(ColumnId.InputTokens)
                : columns.Scratch.Rent(columns.Rows, Missing.Value);
            var kept = new List<int>();
            for (var i = 0; lists is not null && i < order.Length; i++)
            {
                if (!lists[order[i]].IsEmpty) kept.Add(i);
            }

            var (starts, rows) = (new long[kept.Count], new int[kept.Count]);
            var (chunk, tie, tokens) = (new long[kept.Count], new long[kept.Count], new long[kept.Count]);
            for (var at = 0; at < rows.Length; at++)
            {
                var row = order[kept[at]];
                (starts[at], rows[at], chunk[at], tie[at], tokens[at]) = (started[kept[at]], row, chunks[row], ties[row], input[row]);
            }

            return new Ordered
            {
                Started = starts,
                Row = rows,
                Chunk = chunk,
                Tie = tie,
                Input = tokens,
                Lists = lists ?? NumberLists.Join([]),
            };
        }

        /// <summary>The requests with their blocks numbered.</summary>
        /// <param name="blockTokens">Tokens of a block of each file; 0 where nobody knows.</param>
        public BlockRows Rows(int[] blockTokens)
        {
            var numbers = new Dictionary<(int File, ulong Id), int>();
            var starts = new int[Row.Length + 1];
            for (var i = 0; i < Row.Length; i++) starts[i + 1] = starts[i] + Lists[Row[i]].Length;
            var blocks = new int[starts[^1]];
            var tokens = new int[Row.Length];
            for (int i = 0, at = 0; i < Row.Length; i++)
            {
                var file = (int)(Chunk[i] >> 32);
                tokens[i] = file < blockTokens.Length ? blockTokens[file] : 0;
                foreach (var id in Lists[Row[i]])
                {
                    if (!numbers.TryGetValue((file, id), out var number)) numbers.Add((file, id), number = numbers.Count);
                    blocks[at++] = number;
                }
            }

            return new BlockRows(starts, blocks, numbers.Count, Input, tokens);
        }
    }

    /// <summary>Asks a model how much it has seen before.</summary>
    /// <param name="Capacities">Capacities of caches in blocks.</param>
    /// <param name="BlockTokens">Tokens of a block of each file; 0 where nobody knows.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.prefix.question")]
    public sealed record Question([property: Id(0)] long[] Capacities, [property: Id(1)] int[] BlockTokens) : ModelQuestion
    {
        /// <inheritdoc/>
        public bool Equals(Question? other) => other is not null && Capacities.AsSpan().SequenceEqual(other.Capacities)
            && BlockTokens.AsSpan().SequenceEqual(other.BlockTokens);

        /// <inheritdoc/>
        public override int GetHashCode() =>
            HashCode.Combine(ListHashCode.Of<long>(Capacities), ListHashCode.Of<int>(BlockTokens));
    }

    /// <summary>How much a model has seen before.</summary>
    /// <param name="Requests">Requests with blocks.</param>
    /// <param name="Blocks">Their blocks.</param>
    /// <param name="Input">Their input tokens.</param>
    /// <param name="Accesses">How often each block was seen.</param>
    /// <param name="Reuse">Ticks since the touch before, of every touch but the first of each block.</param>
    /// <param name="Caches">What a cache without end finds, and then those of the capacities.</param>
    /// <param name="SameSession">Blocks found that the same session touched last; null where no request has a session.</param>
    /// <param name="Mismatches">Requests whose tokens do not fit their number of blocks.</param>
    /// <param name="BlockTokens">Tokens of a block; 0 where nobody knows, or files differ.</param>
    /// <param name="HasUnknownTokens">Whether any file does not say how many tokens a block has.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.prefix.answer")]
    public sealed record Answer(
        [property: Id(0)] long Requests,
        [property: Id(1)] long Blocks,
        [property: Id(2)] Int128 Input,
        [property: Id(3)] PackedFrequencies Accesses,
        [property: Id(4)] PackedFrequencies Reuse,
        [property: Id(5)] CacheFinds[] Caches,
        [property: Id(6)] long? SameSession,
        [property: Id(7)] long Mismatches,
        [property: Id(8)] int BlockTokens,
        [property: Id(9)] bool HasUnknownTokens) : ModelAnswer
    {
        /// <summary>What several models have seen before.</summary>
        /// <param name="models">The models, at least one.</param>
        /// <param name="caches">What caches for all of them find.</param>
        public static Answer Merge(IReadOnlyList<Answer> models, CacheFinds[] caches) => new(
            models.Sum(each => each.Requests), models.Sum(each => each.Blocks),
            models.Aggregate(Int128.Zero, static (sum, each) => sum + each.Input),
            PackedFrequencies.Merge([.. models.Select(each => each.Accesses)]),
            PackedFrequencies.Merge([.. models.Select(each => each.Reuse)]), caches,
            models.Any(each => each.SameSession is not null) ? models.Sum(each => each.SameSession ?? 0) : null,
            models.Sum(each => each.Mismatches),
            models.Select(each => each.BlockTokens).Distinct().ToArray() is [var only] ? only : 0,
            models.Any(each => each.HasUnknownTokens));
    }

    /// <summary>Asks a model for its requests with blocks.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.prefix.rows.question")]
    public sealed record RowsQuestion([property: Id(0)] int[] BlockTokens) : ModelQuestion;

    /// <summary>
    /// The requests of a model that have blocks, by start: their starts, chunks, places among equal starts, and what
    /// <see cref="BlockRows"/> has of them; see <see cref="PackedIntegers"/>.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("llmwl.prefix.rows.answer")]
    public sealed record RowsAnswer(
        [property: Id(0)] byte[] Started,
        [property: Id(1)] byte[] Chunks,
        [property: Id(2)] byte[] Ties,
        [property: Id(3)] byte[] Starts,
        [property: Id(4)] byte[] Blocks,
        [property: Id(5)] int Different,
        [property: Id(6)] byte[] Input,
        [property: Id(7)] byte[] BlockTokens) : ModelAnswer;

    /// <summary>Asks a model what caches of every capacity find.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.prefix.curve.question")]
    public sealed record CurveQuestion([property: Id(0)] int[] BlockTokens) : ModelQuestion;

    /// <summary>The capacities at which more is found, ascending, and the blocks that are found from there on.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.prefix.curve.answer")]
    public sealed record CurveAnswer([property: Id(0)] long[] Capacity, [property: Id(1)] long[] Blocks) : ModelAnswer;
}
