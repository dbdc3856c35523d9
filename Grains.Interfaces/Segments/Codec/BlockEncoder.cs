using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LlmWorkload.Segments;

/// <summary>
/// Writes integers as an origin (the first value) and blocks of up to 128. Each block holds values, deltas or folded deltas, whichever
/// takes the fewest bytes. Deltas are tried only where the first values show that they may be smaller. All arithmetic wraps, so that all
/// 64-bit integers survive.
/// </summary>
[SkipLocalsInit]
internal static class BlockEncoder
{
    public const int BlockLength = 128;

    /// <summary>The fewest bytes of a block. They bound how many values a number of bytes can stand for.</summary>
    public const int LeastBlockBytes = 2;

    private const int Sample = 32;

    /// <summary>Writes values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="exponent">They are divided by this power of ten first, block by block; none leaves a remainder.</param>
    /// <param name="writer">Gets them.</param>
    public static void Write(ReadOnlySpan<long> values, int exponent, ByteWriter writer)
    {
        if (values.IsEmpty)
            return;
        Span<long> quotients = stackalloc long[BlockLength];
        PowerOfTen.Divide(values[..1], exponent, quotients);
        var origin = quotients[0];
        writer.Signed(origin);
        var previous = origin;
        while (!values.IsEmpty)
        {
            scoped var block = values[..Math.Min(BlockLength, values.Length)];
            values = values[block.Length..];
            if (exponent > 0)
            {
                PowerOfTen.Divide(block, exponent, quotients);
                block = quotients[..block.Length];
            }

            WriteBlock(block, origin, previous, writer);
            previous = block[^1];
        }
    }

    /// <summary>Writes one value so many times, at least once.</summary>
    public static void Write(long value, int times, ByteWriter writer)
    {
        Span<long> block = stackalloc long[Math.Min(BlockLength, times)];
        block.Fill(value);
        writer.Signed(value);
        for (; times > 0; times -= block.Length)
        {
            block = block[..Math.Min(block.Length, times)];
            WriteBlock(block, value, value, writer);
        }
    }

    private static void WriteBlock(ReadOnlySpan<long> block, long origin, long previous, ByteWriter writer)
    {
        Span<ulong> room = stackalloc ulong[3 * BlockLength];
        var best = FrameOfReference(block, origin, room[..block.Length]);
        if (best.Fit.Bytes > 0 && DeltasMayBeSmaller(block, best.Residuals, previous))
            best = Better(best, block, previous, room[BlockLength..]);

        var fit = best.Fit;
        new BlockHeader(best.Mode, fit.Width, fit.Exceptions, best.Base).Write(writer);
        BitPacking.Pack(best.Residuals, fit.Width, Room(writer, BitPacking.SizeOf(block.Length, fit.Width)));
        if (fit.Exceptions > 0)
            WriteExceptions(best.Residuals, fit, writer);
    }

    // Values without order, such as token counts, have wider deltas. The first few values show it.
    private static bool DeltasMayBeSmaller(ReadOnlySpan<long> block, ReadOnlySpan<ulong> residuals, long previous)
    {
        var (ofDeltas, ofValues) = (0, 0);
        for (var i = 0; i < Math.Min(Sample, block.Length); i++)
        {
            ofDeltas += 64 - BitOperations.LeadingZeroCount(ZigZag.Fold(unchecked(block[i] - previous)));
            ofValues += 64 - BitOperations.LeadingZeroCount(residuals[i]);
            previous = block[i];
        }

        return ofDeltas <= ofValues + Sample / 2;
    }

    private static Candidate Better(Candidate best, ReadOnlySpan<long> block, long previous, Span<ulong> room)
    {
        Span<long> deltas = stackalloc long[BlockLength];
        deltas = deltas[..block.Length];
        for (var i = 0; i < block.Length; i++)
        {
            deltas[i] = unchecked(block[i] - previous);
            previous = block[i];
        }

        var plain = FrameOfReference(deltas, 0, room[..block.Length]) with { Mode = BlockMode.Deltas };
        if (plain.Bytes < best.Bytes)
            best = plain;
        if (plain.Base >= 0)
            return best;
        var folded = Folded(deltas, room.Slice(BlockLength, block.Length));
        return folded.Bytes < best.Bytes ? folded : best;
    }

    // What uses vectors of any width is not compiled ahead: it is compiled well at once, and not after some thousand calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Candidate FrameOfReference(scoped ReadOnlySpan<long> values, long origin, Span<ulong> residuals)
    {
        var least = LeastOf(values);
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(values);
        var targets = MemoryMarshal.Cast<ulong, Vector<long>>(residuals);
        for (var i = 0; i < vectors.Length; i++)
            targets[i] = vectors[i] - new Vector<long>(least);
        for (var i = vectors.Length * Vector<long>.Count; i < values.Length; i++)
            residuals[i] = unchecked((ulong)(values[i] - least));
        return new Candidate(BlockMode.Values, unchecked(least - origin), residuals);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long LeastOf(ReadOnlySpan<long> values)
    {
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(values);
        var leastOfLane = new Vector<long>(long.MaxValue);
        foreach (var vector in vectors)
            leastOfLane = Vector.Min(leastOfLane, vector);
        var least = long.MaxValue;
        for (var lane = 0; lane < Vector<long>.Count; lane++)
            least = Math.Min(least, leastOfLane[lane]);
        foreach (var value in values[(vectors.Length * Vector<long>.Count)..])
            least = Math.Min(least, value);
        return least;
    }

    private static Candidate Folded(scoped ReadOnlySpan<long> deltas, Span<ulong> residuals)
    {
        for (var i = 0; i < deltas.Length; i++)
            residuals[i] = ZigZag.Fold(deltas[i]);
        return new Candidate(BlockMode.FoldedDeltas, 0, residuals);
    }

    private static void WriteExceptions(ReadOnlySpan<ulong> residuals, BlockFit fit, ByteWriter writer)
    {
        Span<ulong> highs = stackalloc ulong[BlockFit.MostExceptions];
        writer.Byte((byte)fit.HighWidth);
        var positions = writer.Reserve(fit.Exceptions);
        var found = 0;
        for (var i = 0; i < residuals.Length; i++)
        {
            var high = residuals[i] >> fit.Width;
            if (high == 0)
                continue;
            positions[found] = (byte)i;
            highs[found++] = high;
        }

        BitPacking.Pack(highs[..found], fit.HighWidth, Room(writer, BitPacking.SizeOf(found, fit.HighWidth)));
    }

    private static Span<byte> Room(ByteWriter writer, int bytes) => writer.Reserve(bytes, BitPacking.Slack);

    private readonly ref struct Candidate(BlockMode mode, long @base, ReadOnlySpan<ulong> residuals)
    {
        public BlockMode Mode { get; init; } = mode;

        public long Base { get; } = @base;

        public ReadOnlySpan<ulong> Residuals { get; } = residuals;

        public BlockFit Fit { get; } = BlockFit.Of(residuals);

        public int Bytes => BlockHeader.SizeOf(Mode, Base) + Fit.Bytes;
    }
}
