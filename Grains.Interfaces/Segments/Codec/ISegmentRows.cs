namespace LlmWorkload.Segments;

/// <summary>The rows of a segment, column by column. An absent column reads as missing in every row.</summary>
public interface ISegmentRows
{
    /// <summary>The chunk of the rows.</summary>
    ChunkId Chunk { get; }

    /// <summary>Number of rows.</summary>
    int Rows { get; }

    /// <summary>The least start, in ticks; <see cref="Missing.Value"/> when no row has one.</summary>
    long MinStarted { get; }

    /// <summary>The greatest start, in ticks; <see cref="Missing.Value"/> when no row has one.</summary>
    long MaxStarted { get; }

    /// <summary>Whether there is the column, even if it is missing in every row.</summary>
    bool Has(ColumnId id);

    /// <summary>The columns of an encoding, in the order in which they stand.</summary>
    IEnumerable<ColumnId> ColumnsOf(ColumnEncoding encoding);

    /// <summary>Reads a column of integers, one a row; <see cref="Missing.Value"/> where it is missing.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> does not have <see cref="Rows"/> elements.</exception>
    /// <exception cref="SegmentFormatException">The column does not hold integers, or is malformed.</exception>
    void ReadIntegers(ColumnId id, Span<long> destination);

    /// <summary>Reads a column of hashes: the dictionary, and for each row its index into it, −1 where it is missing.</summary>
    /// <exception cref="ArgumentException"><paramref name="indices"/> does not have <see cref="Rows"/> elements.</exception>
    /// <exception cref="SegmentFormatException">The column does not hold hashes, or is malformed.</exception>
    ulong[] ReadHashes(ColumnId id, Span<int> indices);

    /// <summary>Reads a column of texts: the dictionary, and for each row its index into it, −1 where it is missing.</summary>
    /// <exception cref="ArgumentException"><paramref name="indices"/> does not have <see cref="Rows"/> elements.</exception>
    /// <exception cref="SegmentFormatException">The column does not hold texts, or is malformed.</exception>
    string[] ReadTexts(ColumnId id, Span<int> indices);

    /// <summary>Reads a column of lists, one a row; all of them are empty if the column is absent.</summary>
    /// <exception cref="SegmentFormatException">The column does not hold lists, or is malformed.</exception>
    NumberLists ReadLists(ColumnId id);
}
