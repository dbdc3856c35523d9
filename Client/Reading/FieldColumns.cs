namespace LlmWorkload.Reading;

/// <summary>The columns of one field, the best first; nearly always one.</summary>
internal readonly struct ColumnChoice(int[] columns)
{
    /// <summary>The best; −1 where the file does not have the field.</summary>
    public readonly int First = columns is [var first, ..] ? first : -1;

    /// <summary>The others, for rows in which the better ones are missing.</summary>
    public readonly int[] Others = columns.Length < 2 ? [] : columns[1..];
}

/// <summary>The columns of each field of a request, at hand for the loop over rows.</summary>
internal readonly struct FieldColumns(LogColumns columns)
{
    public readonly ColumnChoice Model = new(columns[RequestFields.Model]);
    public readonly ColumnChoice User = new(columns[RequestFields.User]);
    public readonly ColumnChoice Started = new(columns[RequestFields.Started]);
    public readonly ColumnChoice Completed = new(columns[RequestFields.Completed]);
    public readonly ColumnChoice Function = new(columns[RequestFields.Function]);
    public readonly ColumnChoice InputTokens = new(columns[RequestFields.InputTokens]);
    public readonly ColumnChoice OutputTokens = new(columns[RequestFields.OutputTokens]);
    public readonly ColumnChoice Ttft = new(columns[RequestFields.Ttft]);
    public readonly ColumnChoice Duration = new(columns[RequestFields.Duration]);
}
