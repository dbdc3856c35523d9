namespace LlmWorkload.Reading;

/// <summary>How request logs are read.</summary>
public sealed record ReadingOptions
{
    /// <summary>The model of every row of a file without a model column (<c>--model NAME</c>); null for none.</summary>
    public string? Model { get; init; }

    /// <summary>Whether a file without a model column holds one model, named as the file without <c>.csv</c> or <c>.csv.gz</c>.</summary>
    public bool ModelFromFilename { get; init; }

    /// <summary>Whether the first rejected row is an error.</summary>
    public bool Strict { get; init; }

    /// <summary>The longest record that is read, in bytes of the decompressed file, its line break not counted.</summary>
    public int MaxRecordBytes { get; init; } = 1 << 20;
}
