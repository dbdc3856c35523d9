using System.Runtime.InteropServices;

namespace LlmWorkload.Segments;

/// <summary>
/// One list of 64-bit numbers a row, as what it shares with the beginning of an earlier row's list and the numbers behind that: the
/// lengths of all lists; per row the number of the earlier row plus one, 0 where it shares nothing; per row that shares, how many; then
/// the other numbers of all rows, one behind the other. Each of these is written by <see cref="BlockEncoder"/>.
/// </summary>
/// <remarks>
/// Lists of blocks of prompts are like this: turns of a conversation begin with the turns before, and what is new has numbers that follow
/// one another.
/// </remarks>
internal static class ListCodec
{
    /// <summary>The most numbers that the lists of a segment may have together.</summary>
    public const int MostValues = 1 << 24;

    /// <param name="starts">Where each row's list starts among the values, and where the last one ends.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="writer">Receives the bytes.</param>
    public static void Write(ReadOnlySpan<int> starts, ReadOnlySpan<ulong> values, ByteWriter writer)
    {
        var rows = starts.Length - 1;
        var (lengths, earlier, shared) = (new long[rows], new long[rows], new List<long>());
        var rest = new List<long>();
        var introducedBy = new Dictionary<ulong, (int Row, int At)>();
        for (var row = 0; row < rows; row++)
        {
            var list = values[starts[row]..starts[row + 1]];
            lengths[row] = list.Length;
            var source = EarlierRow(list, introducedBy);
            var same = source < 0 ? 0 : list.CommonPrefixLength(values[starts[source]..starts[source + 1]]);
            if (same > 0)
            {
                earlier[row] = source + 1;
                shared.Add(same);
            }

            for (var at = same; at < list.Length; at++)
            {
                introducedBy[list[at]] = (row, at);
                rest.Add(unchecked((long)list[at]));
            }
        }

        BlockEncoder.Write(lengths, 0, writer);
        BlockEncoder.Write(earlier, 0, writer);
        BlockEncoder.Write(CollectionsMarshal.AsSpan(shared), 0, writer);
        BlockEncoder.Write(CollectionsMarshal.AsSpan(rest), 0, writer);
    }

    public static NumberLists Read(ref ByteReader reader, int rows)
    {
        var starts = ReadStarts(ref reader, rows);
        var earlier = new long[rows];
        BlockDecoder.Read(ref reader, earlier);
        var shared = ReadShared(ref reader, starts, earlier);
        var rest = ReadRest(ref reader, starts[rows], shared);
        reader.ExpectEnd();

        var values = new ulong[starts[rows]];
        var (from, sharing) = (0, 0);
        for (var row = 0; row < rows; row++)
        {
            var list = values.AsSpan(starts[row]..starts[row + 1]);
            var same = earlier[row] == 0 ? 0 : (int)shared[sharing++];
            if (same > 0) values.AsSpan(starts[(int)earlier[row] - 1], same).CopyTo(list);
            rest.AsSpan(from, list.Length - same).CopyTo(list[same..]);
            from += list.Length - same;
        }

        return new NumberLists(starts, values);
    }

    // The row that was the first to have as many of the list's first numbers at the same places as any; -1 for none. Whether it shares what
    // lies between is for the caller to see: numbers of other kinds than blocks need not.
    private static int EarlierRow(ReadOnlySpan<ulong> list, Dictionary<ulong, (int Row, int At)> introducedBy)
    {
        var found = -1;
        for (var at = 0; at < list.Length; at++)
        {
            if (!introducedBy.TryGetValue(list[at], out var place) || place.At != at)
                return found;
            found = place.Row;
        }

        return found;
    }

    private static int[] ReadStarts(ref ByteReader reader, int rows)
    {
        var lengths = new long[rows];
        BlockDecoder.Read(ref reader, lengths);
        var starts = new int[rows + 1];
        for (var row = 0; row < rows; row++)
        {
            if ((ulong)lengths[row] > (ulong)(MostValues - starts[row]))
                throw Damage.Of("it announces lists that are too long");
            starts[row + 1] = starts[row] + (int)lengths[row];
        }

        return starts;
    }

    private static long[] ReadShared(ref ByteReader reader, int[] starts, long[] earlier)
    {
        var shared = new long[earlier.Length - earlier.AsSpan().Count(0L)];
        BlockDecoder.Read(ref reader, shared);
        var sharing = 0;
        for (var row = 0; row < earlier.Length; row++)
        {
            if (earlier[row] == 0)
                continue;
            if ((ulong)earlier[row] > (ulong)row)
                throw Damage.Of("a list refers to one that is not before it");
            var source = (int)earlier[row] - 1;
            var most = Math.Min(starts[row + 1] - starts[row], starts[source + 1] - starts[source]);
            if ((ulong)shared[sharing++] > (ulong)most)
                throw Damage.Of("a list shares more than there is");
        }

        return shared;
    }

    private static ulong[] ReadRest(ref ByteReader reader, int total, long[] shared)
    {
        var count = total;
        foreach (var same in shared)
            count -= (int)same;
        var most = (long)(reader.Remaining / BlockEncoder.LeastBlockBytes) * BlockEncoder.BlockLength;
        if (count > most)
            throw Damage.Of("it announces more numbers than it has bytes for");
        var rest = new ulong[count];
        BlockDecoder.Read(ref reader, MemoryMarshal.Cast<ulong, long>(rest.AsSpan()));
        return rest;
    }
}
