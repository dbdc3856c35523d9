using System.Buffers.Binary;

namespace LlmWorkload.Reading.Parquet;

/// <summary>
/// Where the row groups of a file end, as its last bytes say in Thrift's compact protocol. The library that reads the values does not tell.
/// </summary>
internal sealed class ParquetFooter
{
    private const int TailBytes = 8;
    private const int MaxDepth = 40;
    private const int RowGroups = 4;
    private const int GroupColumns = 1;
    private const int GroupRows = 3;
    private const int ColumnMeta = 3;
    private const int CompressedSize = 7;
    private const int DataOffset = 9;
    private const int DictionaryOffset = 11;

    private readonly byte[] _bytes;
    private readonly List<Group> _groups = [];
    private int _at;
    private int _depth;
    private long _rows;
    private long _end;

    private ParquetFooter(byte[] bytes) => _bytes = bytes;

    /// <summary>What a field of a structure holds is read, or passed over where this gives false.</summary>
    private delegate bool FieldReader(int field);

    /// <summary>Reads the end of a file.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static IReadOnlyList<Group> Read(Stream file)
    {
        Span<byte> tail = stackalloc byte[TailBytes];
        if (file.Length < TailBytes + 4) throw new InvalidDataException("the file is too short");
        file.Position = file.Length - TailBytes;
        file.ReadExactly(tail);
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail[4..].SequenceEqual("PAR1"u8) || length < 0 || length > file.Length - TailBytes - 4)
            throw new InvalidDataException("the file does not end as a Parquet file does");
        var bytes = new byte[length];
        file.Position = file.Length - TailBytes - length;
        file.ReadExactly(bytes);
        var footer = new ParquetFooter(bytes);
        try
        {
            footer.Structure(footer.ReadFile);
        }
        catch (IndexOutOfRangeException e)
        {
            throw new InvalidDataException("the description of the file ends too early", e);
        }

        if (footer._groups.Any(group => group.End < 0 || group.End > file.Length || group.Rows < 0))
            throw new InvalidDataException("a row group ends behind the file");
        return footer._groups;
    }

    private bool ReadFile(int field)
    {
        if (field != RowGroups) return false;
        var count = ListCount(out _);
        for (var i = 0; i < count; i++)
        {
            (_rows, _end) = (0, 0);
            Structure(ReadGroup);
            _groups.Add(new Group(_rows, _end));
        }

        return true;
    }

    private bool ReadGroup(int field)
    {
        if (field == GroupRows)
        {
            _rows = Number();
            return true;
        }

        if (field != GroupColumns) return false;
        var count = ListCount(out _);
        for (var i = 0; i < count; i++) Structure(ReadColumn);
        return true;
    }

    private bool ReadColumn(int field)
    {
        if (field != ColumnMeta) return false;
        long dictionary = 0, data = 0, size = 0;
        Structure(inner =>
        {
            switch (inner)
            {
                case CompressedSize:
                    size = Number();
                    return true;
                case DataOffset:
                    data = Number();
                    return true;
                case DictionaryOffset:
                    dictionary = Number();
                    return true;
                default:
                    return false;
            }
        });
        if (size > 0) _end = Math.Max(_end, (dictionary > 0 && dictionary < data ? dictionary : data) + size);
        return true;
    }

    private void Structure(FieldReader read)
    {
        if (++_depth > MaxDepth) throw new InvalidDataException("the description of the file is nested too deeply");
        var field = 0;
        while (true)
        {
            var head = _bytes[_at++];
            var type = head & 15;
            if (type == 0) break;
            field = head >> 4 is > 0 and var step ? field + step : (int)Number();
            if (!read(field)) Skip(type, false);
        }

        _depth--;
    }

    private void Skip(int type, bool isInList)
    {
        switch (type)
        {
            case 1 or 2:
                _at += isInList ? 1 : 0;
                break;
            case 3:
                _at++;
                break;
            case 4 or 5 or 6:
                Unsigned();
                break;
            case 7:
                _at += 8;
                break;
            case 8:
                _at += Count(Unsigned());
                break;
            case 9 or 10:
                var count = ListCount(out var inner);
                for (var i = 0; i < count; i++) Skip(inner, true);
                break;
            case 11:
                SkipMap();
                break;
            case 12:
                Structure(_ => false);
                break;
            default:
                throw new InvalidDataException("the description of the file has a value of an unknown type");
        }
    }

    private void SkipMap()
    {
        var count = Count(Unsigned());
        if (count == 0) return;
        var types = _bytes[_at++];
        for (var i = 0; i < count; i++)
        {
            Skip(types >> 4, true);
            Skip(types & 15, true);
        }
    }

    private int ListCount(out int type)
    {
        var head = _bytes[_at++];
        type = head & 15;
        return head >> 4 is < 15 and var count ? count : Count(Unsigned());
    }

    private int Count(ulong count) => count <= (ulong)Math.Max(0, _bytes.Length - _at)
        ? (int)count
        : throw new InvalidDataException("the description of the file ends too early");

    private long Number()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = _bytes[_at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128) return value;
        }

        throw new InvalidDataException("the description of the file has a number that is too long");
    }

    /// <summary>A row group.</summary>
    /// <param name="Rows">Its rows.</param>
    /// <param name="End">The byte behind its last; 0 where it has none.</param>
    internal sealed record Group(long Rows, long End);
}
