namespace LlmWorkload.Segments;

/// <summary>Reads what <see cref="PackedIntegers.Encode"/> wrote from the first value to the last, some blocks at a time.</summary>
public sealed class PackedIntegersReader
{
    private readonly ReadOnlyMemory<byte> _packed;
    private readonly long _power = 1;
    private readonly long _origin;
    private long _previous;
    private int _position;

    /// <summary>Begins to read.</summary>
    /// <exception cref="SegmentFormatException">The bytes were not written by <see cref="PackedIntegers.Encode"/>.</exception>
    public PackedIntegersReader(ReadOnlyMemory<byte> packed)
    {
        _packed = packed;
        var reader = new ByteReader(packed.Span);
        Left = PackedIntegers.CountOf(ref reader);
        if (Left > 0)
        {
            _power = ScaledIntegers.ReadPower(ref reader);
            _previous = _origin = reader.Signed();
        }
        else
        {
            reader.ExpectEnd();
        }

        _position = reader.Position;
    }

    /// <summary>Room for fewer values than this is of no use, except for the last ones.</summary>
    public static int Least => BlockEncoder.BlockLength;

    /// <summary>How many values have not been read.</summary>
    public int Left { get; private set; }

    /// <summary>Reads the next values.</summary>
    /// <param name="values">Gets them.</param>
    /// <returns>How many it got: whole blocks of <see cref="Least"/>, or all that were left.</returns>
    /// <exception cref="SegmentFormatException">The bytes were damaged or are truncated.</exception>
    public int Read(Span<long> values)
    {
        values = values.Length >= Left ? values[..Left] : values[..(values.Length / Least * Least)];
        var reader = new ByteReader(_packed.Span[_position..]);
        BlockDecoder.Read(ref reader, _origin, ref _previous, values);
        ScaledIntegers.Multiply(values, _power);
        _position += reader.Position;
        Left -= values.Length;
        if (Left == 0) reader.ExpectEnd();
        return values.Length;
    }
}
