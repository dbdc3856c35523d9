using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Borders as they travel between grains: a column of bit-packed numbers for each member.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.borders")]
internal sealed record PackedBorders(
    [property: Id(0)] byte[] Ranges,
    [property: Id(1)] byte[] Sequences,
    [property: Id(2)] byte[] Firsts,
    [property: Id(3)] byte[] Lasts,
    [property: Id(4)] byte[] FirstInterArrivals,
    [property: Id(5)] byte[] LastInterArrivals)
{
    /// <summary>Packs borders.</summary>
    public static PackedBorders Of(SequenceBorder[] borders) => new(
        Pack(borders, static border => border.Range),
        Pack(borders, static border => unchecked((long)border.Sequence)),
        Pack(borders, static border => border.First),
        Pack(borders, static border => border.Last),
        Pack(borders, static border => border.FirstInterArrival),
        Pack(borders, static border => border.LastInterArrival));

    /// <summary>The borders that were packed, in their order.</summary>
    public SequenceBorder[] Decode()
    {
        var (ranges, sequences) = (PackedIntegers.Decode(Ranges), PackedIntegers.Decode(Sequences));
        var (firsts, lasts) = (PackedIntegers.Decode(Firsts), PackedIntegers.Decode(Lasts));
        var (firstInterArrivals, lastInterArrivals) = (PackedIntegers.Decode(FirstInterArrivals), PackedIntegers.Decode(LastInterArrivals));
        var borders = new SequenceBorder[ranges.Length];
        for (var i = 0; i < borders.Length; i++)
        {
            borders[i] = new SequenceBorder(
                (int)ranges[i], unchecked((ulong)sequences[i]), firsts[i], lasts[i], firstInterArrivals[i], lastInterArrivals[i]);
        }

        return borders;
    }

    private static byte[] Pack(SequenceBorder[] borders, Converter<SequenceBorder, long> member) =>
        PackedIntegers.Encode(Array.ConvertAll(borders, member));
}
