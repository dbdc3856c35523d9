using System.Buffers;

namespace LlmWorkload.Segments;

/// <summary>One integer a row: a byte that says which rows have a value, a bitmap where only some rows have one, then the values.</summary>
internal static class IntegerCodec
{
    private const byte AllPresent = 0;
    private const byte SomePresent = 1;
    private const byte NonePresent = 2;

    public static void Write(ReadOnlySpan<long> values, ByteWriter writer)
    {
        var missing = values.Count(Missing.Value);
        if (missing == 0)
        {
            writer.Byte(AllPresent);
            ScaledIntegers.Write(values, writer);
        }
        else if (missing == values.Length)
        {
            writer.Byte(NonePresent);
        }
        else
        {
            writer.Byte(SomePresent);
            WriteSome(values, values.Length - missing, writer);
        }
    }

    public static void Read(ref ByteReader reader, Span<long> destination)
    {
        switch (reader.Byte())
        {
            case AllPresent:
                ScaledIntegers.Read(ref reader, destination);
                break;
            case SomePresent:
                ReadSome(ref reader, destination);
                break;
            case NonePresent:
                destination.Fill(Missing.Value);
                break;
            default:
                throw Damage.Of("a column marks missing values in an unknown way");
        }

        reader.ExpectEnd();
    }

    private static void WriteSome(ReadOnlySpan<long> values, int count, ByteWriter writer)
    {
        var rented = ArrayPool<long>.Shared.Rent(count);
        var present = rented.AsSpan(0, count);
        var bitmap = writer.Reserve(Bitmap.SizeOf(values.Length));
        bitmap.Clear();
        var next = 0;
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] == Missing.Value)
                continue;
            Bitmap.Set(bitmap, row);
            present[next++] = values[row];
        }

        ScaledIntegers.Write(present, writer);
        ArrayPool<long>.Shared.Return(rented);
    }

    private static void ReadSome(ref ByteReader reader, Span<long> destination)
    {
        var bitmap = reader.Bytes(Bitmap.SizeOf(destination.Length));
        var next = Bitmap.Count(bitmap, destination.Length);
        ScaledIntegers.Read(ref reader, destination[..next]);

        // From the last row backwards, no value is written over another that has yet to move.
        for (var row = destination.Length - 1; row >= 0; row--)
            destination[row] = Bitmap.Has(bitmap, row) ? destination[--next] : Missing.Value;
    }
}
