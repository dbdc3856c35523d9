using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>A distribution as it travels between grains: values and counts, bit-packed.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.frequencies")]
internal sealed record PackedFrequencies([property: Id(0)] byte[] Values, [property: Id(1)] byte[] Counts)
{
    private const int CountsAtOnce = 1 << 12;

    /// <summary>The distribution of all values of the maps together; their order does not matter.</summary>
    /// <exception cref="SegmentFormatException">One is damaged.</exception>
    public static PackedFrequencies Merge(IReadOnlyList<PackedFrequencies> maps)
    {
        maps = Filled(maps);
        if (maps is [var only]) return only;
        using var scratch = new Scratch();
        return CountedValues.Merge(Runs.Of(maps), scratch).Pack();
    }

    /// <summary>Those of the maps that have values.</summary>
    /// <exception cref="SegmentFormatException">One is damaged.</exception>
    public static IReadOnlyList<PackedFrequencies> Filled(IReadOnlyList<PackedFrequencies> maps) =>
        [.. maps.Where(map => PackedIntegers.Count(map.Values) > 0)];

    /// <summary>How many values it has, repetitions counted.</summary>
    /// <exception cref="SegmentFormatException">It is damaged.</exception>
    public long CountValues()
    {
        var reader = new PackedIntegersReader(Counts);
        var some = new long[Math.Min(reader.Left, CountsAtOnce)];
        var n = 0L;
        while (reader.Left > 0)
        {
            foreach (var count in some.AsSpan(0, reader.Read(some))) n += count;
        }

        return n;
    }
}
