namespace LlmWorkload.Reading.Csv;

/// <summary>The columns of one field, the best first; nearly always one.</summary>
internal readonly struct ColumnChoice(int[] columns)
{
    /// <summary>The best; −1 where the file does not have the field.</summary>
    public readonly int First = columns is [var first, ..] ? first : -1;

    /// <summary>The others, for rows in which the better ones are missing.</summary>
    public readonly int[] Others = columns.Length < 2 ? [] : columns[1..];
}
