using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Several distributions that are read at least once, each by itself or all together.</summary>
/// <param name="count">How many there are.</param>
/// <param name="lengthOf">How many distinct values one has.</param>
/// <param name="make">Makes the run of one, which has at most about so many values at hand.</param>
internal readonly struct Runs(int count, Func<int, int> lengthOf, Func<int, int, Run> make)
{
    // What is at hand stays in the second-level cache.
    private const int AtHand = 1 << 16;

    // A step looks at every run that is merged, and may take values of one alone.
    private const int MostTogether = 256;

    /// <summary>Those of packed distributions.</summary>
    public static Runs Of(IReadOnlyList<PackedFrequencies> maps) => new(
        maps.Count, map => PackedIntegers.Count(maps[map].Values), (map, most) => new PackedRun(maps[map], most));

    /// <summary>One after the other, those without values among them.</summary>
    public IEnumerable<Run> Each()
    {
        for (var i = 0; i < count; i++) yield return make(i, AtHand);
    }

    /// <summary>The values of all, ascending.</summary>
    public Run Together()
    {
        var lengths = new int[count];
        for (var i = 0; i < count; i++) lengths[i] = lengthOf(i);
        return Together(lengths, 0, AtHand);
    }

    // Each has as large a share of what is at hand as it has of the values, so that all are read on at about the same time.
    private Run Together(ReadOnlySpan<int> lengths, int first, int atHand)
    {
        var all = Math.Max(1, Sum(lengths));
        var together = (lengths.Length + MostTogether - 1) / MostTogether;
        var runs = new List<Run>();
        for (var from = 0; from < lengths.Length; from += together)
        {
            var some = lengths[from..Math.Min(from + together, lengths.Length)];
            var share = (int)(atHand * Sum(some) / all);
            var run = some.Length == 1 ? make(first + from, share) : Together(some, first + from, share);
            if (!run.Values.IsEmpty) runs.Add(run);
        }

        return runs is [var only] ? only : new MergedRun(runs);
    }

    private static long Sum(ReadOnlySpan<int> lengths)
    {
        var sum = 0L;
        foreach (var length in lengths) sum += length;
        return sum;
    }
}
