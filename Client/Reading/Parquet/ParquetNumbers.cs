using System.Runtime.CompilerServices;

namespace LlmWorkload.Reading.Parquet;

/// <summary>
/// Reads stored values as the numbers of fields, without writing them as text first. It gives the number that reading the text of
/// <see cref="ParquetValues"/> would give, or none; then the text is read.
/// </summary>
internal static class ParquetNumbers
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long NanosecondsPerTick = 100;
    private const double MaxSeconds = 1e6;
    private const double MaxExact = 1L << 53;

    /// <summary>Reads a stored value.</summary>
    /// <typeparam name="T">How it is stored; others than numbers are never read.</typeparam>
    /// <param name="leaf">The column.</param>
    /// <param name="stored">The value.</param>
    /// <param name="kind">What the field holds; seconds become ticks.</param>
    /// <param name="value">The number, never below 0 but for instants of years before 1970: those are ticks from year 1 on.</param>
    public static bool TryRead<T>(ParquetLeaf leaf, T stored, FieldKind kind, out long value)
        where T : unmanaged
    {
        value = 0;
        if (typeof(T) == typeof(long)) return TryRead(leaf, Unsafe.BitCast<T, long>(stored), kind, out value);
        if (typeof(T) == typeof(int))
            return leaf.Meaning == ParquetMeaning.Plain && TryWhole(Unsafe.BitCast<T, int>(stored), kind, out value);
        return typeof(T) == typeof(double) && TryRead(Unsafe.BitCast<T, double>(stored), kind, out value);
    }

    private static bool TryRead(ParquetLeaf leaf, long stored, FieldKind kind, out long value)
    {
        value = 0;
        return leaf.Meaning switch
        {
            ParquetMeaning.Plain => TryWhole(stored, kind, out value),
            ParquetMeaning.Instant when kind == FieldKind.Instant => ParquetValues.TryInstant(stored, leaf.Scale, out value),
            _ => false,
        };
    }

    private static bool TryWhole(long stored, FieldKind kind, out long value)
    {
        value = stored;
        return kind == FieldKind.Whole && stored >= 0;
    }

    // Seconds of at most nine places, as they nearly always are: their digits are known without writing them.
    private static bool TryRead(double stored, FieldKind kind, out long value)
    {
        value = 0;
        if (!(stored >= 0)) return false;
        if (kind == FieldKind.Whole)
        {
            value = (long)Math.Min(stored, MaxExact);
            return stored <= MaxExact && value == stored;
        }

        var scaled = Math.Round(stored * NanosecondsPerSecond);
        if (kind != FieldKind.Seconds || stored >= MaxSeconds || scaled > MaxExact || scaled / NanosecondsPerSecond != stored) return false;
        var (ticks, rest) = Math.DivRem((long)scaled, NanosecondsPerTick);
        var isUp = rest > NanosecondsPerTick / 2 || (rest == NanosecondsPerTick / 2 && (ticks & 1) != 0);
        value = isUp ? ticks + 1 : ticks;
        return true;
    }
}
