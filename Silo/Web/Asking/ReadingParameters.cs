using System.Globalization;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Web;

/// <summary>The parameters that say how a log is read: the options of <c>llmwl ingest</c>, without their dashes.</summary>
internal static class ReadingParameters
{
    private static readonly string Longest = ReadingTexts.MostRecordLines.ToString(CultureInfo.InvariantCulture);

    /// <summary>The parameters.</summary>
    public static IReadOnlyList<Parameter> All { get; } =
    [
        new("model-name", "The model of every row of a log without a column of models"),
        new("model-from-filename", "The file's name is the model of its rows: true or false"),
        new("format", $"The log's format: {string.Join(", ", RequestFormats.Names)} (default: as the log shows)"),
        new("map", "The column that has a field, or a JSON path: FIELD=COLUMN; may be repeated") { IsRepeated = true },
        new("unit", $"The unit of a field's numbers: FIELD=UNIT, where UNIT is one of {ReadingTexts.ExpectedUnit}; may be repeated")
        {
            IsRepeated = true,
        },
        new("time-unit", $"The unit of instants that are numbers: {ReadingTexts.ExpectedUnit}"),
        new("origin", "When a trace began whose instants count from 0"),
        new("time-zone", "The zone of instants that name none (default: UTC), such as Europe/Berlin"),
        new("separator", "What stands between the fields of CSV: a character, or tab (default: as the header shows)"),
        new("block-size", "Tokens of a block of hash_ids (default: that of the format)"),
        new("max-record-lines", $"Lines of one record at most, 1 to {Longest} (default: {ReadingOptions.UsualRecordLines})"),
        new("drop-failed", "Leave out requests that failed: true or false"),
        new("strict", "The first row that is rejected is an error: true or false"),
    ];

    /// <summary>How a log is read.</summary>
    /// <exception cref="Refusal">A parameter is not what is expected.</exception>
    /// <exception cref="WorkloadException">A mapping is none.</exception>
    public static ReadingOptions Read(Parameters given) => new()
    {
        Model = given.Text("model-name"),
        ModelFromFilename = given.Switch("model-from-filename"),
        Format = given.OneOf("format", RequestFormats.Names),
        Mapping = MappingOptions.None with
        {
            Columns = MappingFile.Each("map", given.Texts("map"), MappingFile.Column),
            Units = MappingFile.Each("unit", given.Texts("unit"), MappingFile.Unit),
        },
        TimeUnit = given.Value("time-unit", ReadingTexts.ExpectedUnit, ReadingTexts.Unit) ?? TimeUnit.Untold,
        Origin = given.Value("origin", ReadingTexts.ExpectedOrigin, ReadingTexts.Origin) ?? 0,
        TimeZone = given.Zone("time-zone"),
        Separator = given.Value("separator", ReadingTexts.ExpectedSeparator, ReadingTexts.Separator),
        BlockSize = given.Value("block-size", ReadingTexts.ExpectedBlockSize, ReadingTexts.BlockSize),
        MaxRecordLines = (int)(given.Whole("max-record-lines", 1, ReadingTexts.MostRecordLines) ?? ReadingOptions.UsualRecordLines),
        DropFailed = given.Switch("drop-failed"),
        Strict = given.Switch("strict"),
    };
}
