using CsCheck;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Segments;

/// <summary>Generators of columns, and the plain form that a decoded column is compared with.</summary>
internal static class Columns
{
    public static readonly ChunkId Chunk = new(3, 141, 1);

    private static readonly Gen<long> Extreme =
        Gen.OneOf(long.MaxValue, long.MinValue + 1, -1L, 0L, 1L, long.MaxValue - 1, 1L << 56, 1L << 57, 1L << 62);

    private static readonly Gen<long> Any = Gen.Frequency((4, Gen.Long), (2, Extreme), (3, Gen.Long[-1000, 1000]))
        .Where(value => value != Missing.Value);

    private static readonly Gen<long> Step = Gen.Frequency((8, Gen.Long[0, 50]), (1, Gen.Long[-2000, 0]), (1, Gen.Long[0, 1L << 40]));

    private static readonly Gen<int> Length = Gen.Frequency((1, Gen.Int[0, 2]), (1, Gen.Int[120, 136]), (3, Gen.Int[0, 700]));

    /// <summary>Integers without missing ones: arbitrary, nearly sorted, skewed, constant, and any of them times a power of ten.</summary>
    public static readonly Gen<long[]> Present = Gen.Select(
        Length.SelectMany(length => Gen.OneOf(
            Any.Array[length],
            Step.Array[length].Select(Accumulate),
            Gen.Long[0, 60].Array[length].Select(exponents => Array.ConvertAll(exponents, e => (1L << (int)e) - 1)),
            Any.Select(value => Enumerable.Repeat(value, length).ToArray()))),
        Gen.OneOf(1L, 1L, 10L, 10_000L, 10_000_000L, 1_000_000_000_000_000_000L),
        (values, power) => Array.ConvertAll(values, value => unchecked(value * power) is var v && v == Missing.Value ? 0 : v));

    /// <summary>Integers of which none, some or all are missing.</summary>
    public static readonly Gen<long[]> Integers = Gen.Select(
        Present,
        Gen.OneOf(0, 1, 50, 99, 100),
        Gen.UInt,
        (values, percent, seed) => WithMissing(values, percent, seed, Missing.Value));

    /// <summary>Indices into a dictionary of the first number's size, of which none, some or all are −1.</summary>
    public static Gen<(int Entries, int[] Indices)> Indices(int mostEntries) =>
        Gen.Select(Gen.Int[0, mostEntries], Length, Gen.OneOf(0, 3, 100), Gen.UInt, Gen.Bool).Select(drawn =>
        {
            var (entries, length, percent, seed, inOrder) = drawn;
            var random = new Random((int)seed);
            var indices = new int[entries == 0 ? 0 : length];
            var next = 0;
            for (var row = 0; row < indices.Length; row++)
            {
                var isNew = inOrder && next < entries && (next == 0 || random.Next(3) > 0);
                indices[row] = isNew ? next++ : random.Next(inOrder ? next : entries);
            }

            return (entries, WithMissing(indices, percent, seed, -1));
        });

    private static long[] Accumulate(long[] steps)
    {
        var value = 638_000_000_000_000_000L;
        return Array.ConvertAll(steps, step => value += step);
    }

    private static T[] WithMissing<T>(T[] values, int percent, uint seed, T missing)
    {
        var random = new Random((int)seed);
        return Array.ConvertAll(values, value => random.Next(100) < percent ? missing : value);
    }
}
