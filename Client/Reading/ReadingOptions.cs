namespace LlmWorkload.Reading;

/// <summary>How request logs are read.</summary>
internal sealed record ReadingOptions
{
    /// <summary>The most lines of one record where nobody says.</summary>
    public const int UsualRecordLines = 1_000;

    /// <summary>The model of every row of a file without a model column (<c>--model NAME</c>); null for none.</summary>
    public string? Model { get; init; }

    /// <summary>Whether a file without a model column holds one model, named as the file without <c>.csv</c> or <c>.csv.gz</c>.</summary>
    public bool ModelFromFilename { get; init; }

    /// <summary>Whether the first rejected row is an error.</summary>
    public bool Strict { get; init; }

    /// <summary>The longest field that is read, in bytes. Fields that nobody reads may have any length.</summary>
    public int MaxFieldBytes { get; init; } = 1 << 20;

    /// <summary>The most lines that a quoted field may make one record of (<c>--max-record-lines</c>).</summary>
    public int MaxRecordLines { get; init; } = UsualRecordLines;

    /// <summary>What of the options changes which rows a file gives, as text; empty where they are the usual ones.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="hasModels">Whether the file has a column of models, so that no option names its model.</param>
    internal string Key(string name, bool hasModels)
    {
        var model = hasModels ? null : Model ?? (ModelFromFilename ? LogFiles.Stem(name) : null);
        string[] parts = [.. model is null ? [] : (string[])[$"model={model}"], .. MaxRecordLines == UsualRecordLines ? []
            : (string[])[$"lines={MaxRecordLines}"]];
        return string.Join(',', parts);
    }

    /// <summary>A key of these options as it is for a file with a column of models.</summary>
    internal static string WithoutModel(string key)
    {
        if (!key.StartsWith("model=", StringComparison.Ordinal)) return key;
        var lines = key.LastIndexOf(",lines=", StringComparison.Ordinal);
        return lines < 0 ? "" : key[(lines + 1)..];
    }
}
