namespace LlmWorkload.Reading.Csv;

/// <summary>The first records of a file, to know what is in its columns.</summary>
internal sealed class CsvSample
{
    private const int MostRecords = 1_000;

    private readonly bool[] _isOther;
    private readonly bool[] _isThere;

    /// <summary>Looks at the records that are whole in the first block of a file.</summary>
    /// <param name="block">The first block.</param>
    /// <param name="start">Where the first record starts.</param>
    /// <param name="dialect">How the file is written.</param>
    /// <param name="columns">How many columns it has.</param>
    public CsvSample(ReadOnlySpan<byte> block, long start, CsvDialect dialect, int columns)
    {
        (_isOther, _isThere) = (new bool[columns], new bool[columns]);
        if (start >= block.Length) return;
        var isWhole = block.Length < LogStream.FirstBlockBytes;
        using var text = new MemoryStream(block[(int)start..].ToArray());
        var csv = new CsvScanner(text, dialect, new CsvLimits(LogStream.FirstBlockBytes, int.MaxValue), 0, 1);
        csv.Expect(columns, [.. Enumerable.Repeat(true, columns)]);
        for (var record = 0; record < MostRecords && csv.Read(); record++)
        {
            // The last record may be cut.
            if (!isWhole && csv.NextOffset >= text.Length) break;
            for (var column = 0; column < Math.Min(columns, csv.FieldCount); column++) Look(csv.Field(column), column);
        }
    }

    /// <summary>Whether all values of a column are numbers, and there is any.</summary>
    public bool IsNumber(int column) => _isThere[column] && !_isOther[column];

    private void Look(ReadOnlySpan<byte> field, int column)
    {
        if (MissingMarker.Is(field)) return;
        _isThere[column] = true;
        _isOther[column] |= !WholeNumber.TryParse(field, out _);
    }
}
