using ParquetSharp;

namespace LlmWorkload.Reading.Parquet;

/// <summary>The values of a leaf column as text, some rows at a time.</summary>
internal abstract class ParquetColumn : IDisposable
{
    /// <summary>The most rows at a time.</summary>
    public const int MaxRows = 16_384;

    private readonly int[] _ends = new int[MaxRows + 1];

    /// <summary>Reads a column of any type.</summary>
    protected ParquetColumn(ParquetLeaf leaf) => Leaf = leaf;

    /// <summary>What it is.</summary>
    public ParquetLeaf Leaf { get; }

    /// <summary>Whether its values are texts.</summary>
    public bool IsText => Leaf is { Physical: PhysicalType.ByteArray or PhysicalType.FixedLenByteArray, MaxRepetition: 0 }
        && Leaf.Meaning is ParquetMeaning.Number or ParquetMeaning.Uuid;

    /// <summary>The value of a row; empty where it has none. Valid until the next rows.</summary>
    public ReadOnlySpan<byte> this[int row] => Text[_ends[row], _ends[row + 1]];

    /// <summary>The texts of the rows.</summary>
    protected ParquetText Text { get; } = new();

    /// <summary>Makes the column of a leaf.</summary>
    public static ParquetColumn Of(ParquetLeaf leaf) => leaf.Physical switch
    {
        PhysicalType.Boolean => new Typed<bool>(leaf, ParquetValue.Write),
        PhysicalType.Int32 => new Typed<int>(leaf, ParquetValue.Write),
        PhysicalType.Int64 => new Typed<long>(leaf, ParquetValue.Write),
        PhysicalType.Int96 => new Typed<Int96>(leaf, ParquetValue.Write),
        PhysicalType.Float => new Typed<float>(leaf, ParquetValue.Write),
        PhysicalType.Double => new Typed<double>(leaf, ParquetValue.Write),
        PhysicalType.ByteArray => new Typed<ByteArray>(leaf, ParquetValue.Write),
        PhysicalType.FixedLenByteArray => new Typed<FixedLenByteArray>(leaf, ParquetValue.Write),
        _ => throw new InvalidDataException($"column {leaf.Path} has a type that is not known"),
    };

    /// <summary>Goes to the first row of a row group.</summary>
    public abstract void Open(RowGroupReader group);

    /// <summary>Reads the next rows.</summary>
    /// <exception cref="InvalidDataException">The column ends before them.</exception>
    public void Read(int rows)
    {
        Text.Clear();
        for (var row = 0; row < rows; row++)
        {
            ReadRow();
            _ends[row + 1] = Text.Length;
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Adds the value of the next row to the texts.</summary>
    protected abstract void ReadRow();

    private sealed class Typed<T>(ParquetLeaf leaf, Action<T, ParquetLeaf, ParquetText> write) : ParquetColumn(leaf)
        where T : unmanaged
    {
        private readonly short[] _definitions = new short[MaxRows];
        private readonly short[] _repetitions = new short[MaxRows];
        private readonly T[] _values = new T[MaxRows];
        private ColumnReader<T>? _reader;
        private int _at;
        private int _count;
        private int _value;

        public override void Open(RowGroupReader group)
        {
            _reader?.Dispose();
            _reader = (ColumnReader<T>)group.Column(Leaf.Index);
            (_at, _count, _value) = (0, 0, 0);
        }

        public override void Dispose() => _reader?.Dispose();

        protected override void ReadRow()
        {
            if (_at == _count && !TryFill()) throw new InvalidDataException($"column {Leaf.Path} has too few values");
            if (Leaf.MaxRepetition > 0) ReadList();
            else if (HasValue()) write(_values[_value++], Leaf, Text);
            _at++;
        }

        private bool HasValue() => Leaf.MaxDefinition == 0 || _definitions[_at] == Leaf.MaxDefinition;

        private void ReadList()
        {
            if (_definitions[_at] < Leaf.ListLevel)
            {
                if (_definitions[_at] == Leaf.ListLevel - 1) Text.Add("[]"u8);
                return;
            }

            Text.Add((byte)'[');
            WriteElement();
            while ((_at + 1 < _count || TryFillList()) && _repetitions[_at + 1] > 0)
            {
                _at++;
                Text.Add((byte)',');
                WriteElement();
            }

            Text.Add((byte)']');
        }

        private void WriteElement()
        {
            if (HasValue()) write(_values[_value++], Leaf, Text);
            else Text.Add("null"u8);
        }

        // The row goes on in the next levels, of which the first is behind the last of those that were read.
        private bool TryFillList()
        {
            if (!TryFill()) return false;
            _at = -1;
            return true;
        }

        // A call gives no more than one page has.
        private bool TryFill()
        {
            while (_reader!.HasNext)
            {
                var count = (int)_reader.ReadBatch(MaxRows, _definitions, _repetitions, _values, out _);
                if (count == 0) continue;
                (_at, _count, _value) = (0, count, 0);
                return true;
            }

            return false;
        }
    }
}
