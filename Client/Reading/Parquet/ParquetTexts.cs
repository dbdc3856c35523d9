using ParquetSharp;

namespace LlmWorkload.Reading.Parquet;

/// <summary>A column of texts, which stand where the library has them. Not safe for use by two threads at once.</summary>
/// <param name="leaf">What it is.</param>
/// <param name="maxBytes">The longest value that is read.</param>
internal sealed class ParquetTexts(ParquetLeaf leaf, int maxBytes) : ParquetCells<ByteArray>(leaf, maxBytes)
{
    /// <inheritdoc/>
    protected override unsafe ReadOnlySpan<byte> Value(int row) =>
        PlaceOf(row) is >= 0 and var place ? new ReadOnlySpan<byte>((void*)Values[place].Pointer, Values[place].Length) : [];

    /// <inheritdoc/>
    protected override bool IsLong(int row) => PlaceOf(row) is >= 0 and var place && Values[place].Length > MaxBytes;

    /// <inheritdoc/>
    protected override void Check(int values)
    {
        foreach (var value in Values.AsSpan(0, values))
        {
            if (value.Length > MaxBytes) NoteLong();
        }
    }
}
