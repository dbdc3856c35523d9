using System.Collections.Immutable;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// The segments of a bucket at one moment, and where the rows of each model stand in them. In a segment, the rows of a model follow one
/// another.
/// </summary>
/// <remarks>Safe for use by several threads at once.</remarks>
internal sealed class OpenedBucket(ImmutableList<StoredSegment> segments)
{
    private readonly Lazy<(StoredSegment[] Readers, Dictionary<ulong, Run[]> Runs)> _opened = new(
        () => Open(segments), LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Begins a computation. Its columns are decoded once each, and forgotten with it.</summary>
    /// <exception cref="SegmentFormatException">One of the segments is damaged.</exception>
    public Reading Begin() => new(_opened.Value.Readers, _opened.Value.Runs);

    private static (StoredSegment[] Readers, Dictionary<ulong, Run[]> Runs) Open(ImmutableList<StoredSegment> segments)
    {
        StoredSegment[] readers = [.. segments.OrderBy(segment => segment.Chunk)];
        var runs = new Dictionary<ulong, Run[]>();
        for (var number = 0; number < readers.Length; number++)
        {
            foreach (var (model, run) in RunsOf(readers[number], number))
                runs[model] = runs.TryGetValue(model, out var known) ? [.. known, run] : [run];
        }

        return (readers, runs);
    }

    private static List<(ulong Model, Run Run)> RunsOf(StoredSegment segment, int number)
    {
        var index = new int[segment.Rows];
        var models = segment.ReadHashes(ColumnId.Model, index);
        var runs = new List<(ulong, Run)>(models.Length);
        for (var (from, end) = (0, 0); from < index.Length; from = end)
        {
            for (end = from + 1; end < index.Length && index[end] == index[from];) end++;
            runs.Add((models[index[from]], new Run(number, from, end - from)));
        }

        return runs;
    }

    /// <summary>Rows of one model in one segment.</summary>
    /// <param name="Segment">The segment's number, in input order.</param>
    /// <param name="From">The first row.</param>
    /// <param name="Rows">How many there are.</param>
    internal readonly record struct Run(int Segment, int From, int Rows);

    /// <summary>One computation.</summary>
    /// <remarks>Not thread-safe.</remarks>
    internal sealed class Reading(StoredSegment[] readers, Dictionary<ulong, Run[]> runs)
    {
        private readonly DecodedSegment?[] _decoded = new DecodedSegment?[readers.Length];

        /// <summary>The models that have rows, in no order.</summary>
        public IReadOnlyCollection<ulong> Models => runs.Keys;

        /// <summary>The rows of a model, a chunk after the other; none where it has none.</summary>
        public IEnumerable<SegmentSlice> Slices(ulong model) => runs.GetValueOrDefault(model, []).Select(
            run => new SegmentSlice(_decoded[run.Segment] ??= new DecodedSegment(readers[run.Segment]), run.From, run.Rows));

        /// <summary>The rows of some models as columns.</summary>
        /// <param name="models">The models.</param>
        /// <param name="filter">Which of their rows; null for all. Those of models that it leaves out are none of them.</param>
        public SegmentColumns Columns(IEnumerable<ulong> models, RowFilter? filter) => SegmentColumns.Of(KeptSegment.Of(
            [.. models.Where(model => filter?.Models is not { } kept || kept.Hashes.Contains(model)).SelectMany(Slices)], filter));
    }
}
