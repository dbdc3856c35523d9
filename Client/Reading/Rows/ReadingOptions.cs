namespace LlmWorkload.Reading;

/// <summary>How request logs are read.</summary>
internal sealed record ReadingOptions
{
    /// <summary>The most lines of one record where nobody says.</summary>
    public const int UsualRecordLines = 1_000;

    private static readonly string[] OthersOfKey =
    [
        "lines=", "format=", "map=", "unit=", "constant=", "time-unit=", "origin=", "time-zone=", "separator=", "block-size=",
        "drop-failed",
    ];

    /// <summary>The model of every row of a file without a model column (<c>--model NAME</c>); null for none.</summary>
    public string? Model { get; init; }

    /// <summary>Whether a file without a model column holds one model, named as the file without <c>.csv</c> or <c>.csv.gz</c>.</summary>
    public bool ModelFromFilename { get; init; }

    /// <summary>The format of the logs (<c>--format NAME</c>); null where each log tells its own.</summary>
    public string? Format { get; init; }

    /// <summary>Which columns have which fields, and in what units.</summary>
    public MappingOptions Mapping { get; init; } = MappingOptions.None;

    /// <summary>The unit of instants that are numbers (<c>--time-unit</c>).</summary>
    public TimeUnit TimeUnit { get; init; }

    /// <summary>Added to instants that are numbers, in ticks (<c>--origin</c>); 0 for none.</summary>
    public long Origin { get; init; }

    /// <summary>The zone of instants that name none (<c>--time-zone</c>); null for UTC.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>The byte between two fields (<c>--separator</c>); null where the header shows it.</summary>
    public byte? Separator { get; init; }

    /// <summary>Tokens of a block (<c>--block-size</c>); null where the format says it.</summary>
    public int? BlockSize { get; init; }

    /// <summary>Whether requests that failed are left out (<c>--drop-failed</c>).</summary>
    public bool DropFailed { get; init; }

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
        string?[] said =
        [
            model is null ? null : $"model={model}",
            MaxRecordLines == UsualRecordLines ? null : $"lines={MaxRecordLines}",
            Format is null ? null : $"format={Format}",
            Mapping.Key.Length == 0 ? null : Mapping.Key,
            TimeUnit == TimeUnit.Untold ? null : $"time-unit={TimeUnit.Name()}",
            Origin == 0 ? null : $"origin={new DateTime(DateTime.UnixEpoch.Ticks + Origin):o}",
            TimeZone is null ? null : $"time-zone={TimeZone.Id}",
            Separator is null ? null : $"separator={(char)Separator}",
            BlockSize is null ? null : $"block-size={BlockSize}",
            DropFailed ? "drop-failed" : null,
        ];
        return string.Join(',', said.Where(each => each is not null));
    }

    /// <summary>A key of these options as it is for a file with a column of models.</summary>
    internal static string WithoutModel(string key)
    {
        if (!key.StartsWith("model=", StringComparison.Ordinal)) return key;
        var next = OthersOfKey.Select(other => key.IndexOf($",{other}", StringComparison.Ordinal)).Where(at => at >= 0)
            .DefaultIfEmpty(-1).Min();
        return next < 0 ? "" : key[(next + 1)..];
    }
}
