using System.CommandLine;
using System.CommandLine.Parsing;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Commands;

/// <summary>Which logs are read, and the options that say how they are written.</summary>
/// <param name="filesAreOptional">Whether the command can do without any.</param>
/// <param name="narrows">Whether the command can be narrowed to some models, by the same option that names the model of a file.</param>
internal sealed class ReadingChoice(bool filesAreOptional, bool narrows = false)
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Logs (CSV, JSON, Parquet), compressed or not, folders of them, or - for standard input; read in this order",
        Arity = filesAreOptional ? ArgumentArity.ZeroOrMore : ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _model = new("--model")
    {
        Description = "The model of all rows, for files without a model column"
            + (narrows ? "; else only requests to these models (ids or names), may be repeated" : ""),
        HelpName = narrows ? "NAME,…" : "NAME",
    };

    private readonly Option<bool> _modelFromFilename =
        new("--model-from-filename") { Description = "The file's name is the model of its rows" };
    private readonly Option<string[]> _map = new("--map")
    {
        Description = "The column that has a field, or a JSON path such as usage.prompt_tokens; or a file of such mappings",
        HelpName = "FIELD=COLUMN|FILE.json",
    };

    private readonly Option<string[]> _unit = new("--unit")
    {
        Description = "The unit of a field's numbers: s, ms, us or ns",
        HelpName = "FIELD=UNIT",
    };

    private readonly Option<TimeUnit?> _timeUnit = Parsed(
        "--time-unit", "s|ms|us|ns", "The unit of instants that are numbers", ReadingTexts.ExpectedUnit, ReadingTexts.Unit);

    private readonly Option<long?> _origin = Parsed(
        "--origin", "INSTANT", "When a trace began whose instants count from 0", ReadingTexts.ExpectedOrigin, ReadingTexts.Origin);

    private readonly Option<TimeZoneInfo?> _zone = Zone(
        "--time-zone", "The zone of instants that name none (default: UTC), such as Europe/Berlin");

    private readonly Option<byte?> _separator = Parsed(
        "--separator", "CHAR", "What stands between the fields of CSV: a character, or tab (default: as the header shows)",
        ReadingTexts.ExpectedSeparator, ReadingTexts.Separator);

    private readonly Option<int?> _blockSize = Parsed(
        "--block-size", "N", "Tokens of a block of hash_ids (default: that of the format)", ReadingTexts.ExpectedBlockSize,
        ReadingTexts.BlockSize);

    private readonly Option<int> _recordLines = NumberOption.Create(
        "--max-record-lines", "Lines of one record at most: a quote that is closed only behind them is taken for a stray one",
        ReadingOptions.UsualRecordLines, 1, ReadingTexts.MostRecordLines);

    private readonly Option<bool> _dropFailed = new("--drop-failed") { Description = "Leave out requests that failed" };

    /// <summary>An option whose value is the name of a time zone.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it says.</param>
    public static Option<TimeZoneInfo?> Zone(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "ZONE",
        CustomParser = result =>
        {
            var given = result.Tokens[^1].Value;
            if (ReadingTexts.Zone(given) is { } zone) return zone;
            result.AddError(ReadingTexts.UnknownZone(name, given).Words);
            return null;
        },
    };

    /// <summary>Adds the argument and the options.</summary>
    public void AddTo(Command command)
    {
        _model.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value))) result.AddError("--model is empty.");
            if (!narrows && result.Tokens.Count > 1) result.AddError($"--model is given {result.Tokens.Count} times; expected one model.");
        });
        if (narrows) _model.CompletionSources.Add(NameCompletions.Models);
        command.Arguments.Add(_files);
        Option[] options = [_model, _modelFromFilename, _map, _unit, _timeUnit, _origin, _zone, _separator, _blockSize, _recordLines,
            _dropFailed];
        foreach (var option in options) command.Options.Add(option);
    }

    /// <summary>What they say.</summary>
    /// <exception cref="WorkloadException">A mapping is none.</exception>
    public ReadingOptions Of(ParseResult parsed)
    {
        string[] files = [.. parsed.GetValue(_map)?.Where(MappingFile.IsOne) ?? []];
        if (files.Length > 1) throw new WorkloadException($"{_map.Name} is given {files.Length} files; expected one.") { IsInput = true };
        var file = files is [var path] ? MappingFile.Load(path) : MappingFile.Nothing;
        return new ReadingOptions
        {
            Format = FormatOption.LogFormat(parsed),
            Mapping = file.Mapping with
            {
                Columns = Merged(
                    file.Mapping.Columns, MappingFile.Each(
                        _map.Name, parsed.GetValue(_map)?.Where(value => !MappingFile.IsOne(value)) ?? [], MappingFile.Column)),
                Units = Merged(file.Mapping.Units, MappingFile.Each(_unit.Name, parsed.GetValue(_unit) ?? [], MappingFile.Unit)),
            },
            TimeUnit = parsed.GetValue(_timeUnit) ?? TimeUnit.Untold,
            Origin = parsed.GetValue(_origin) ?? 0,
            TimeZone = parsed.GetValue(_zone) ?? file.Zone,
            Separator = parsed.GetValue(_separator),
            BlockSize = parsed.GetValue(_blockSize),
            DropFailed = parsed.GetValue(_dropFailed),
            Model = Models(parsed) is [var only] ? only : null,
            ModelFromFilename = parsed.GetValue(_modelFromFilename),
            MaxRecordLines = parsed.GetValue(_recordLines),
        };
    }

    /// <summary>The models that are named.</summary>
    public string[] Models(ParseResult parsed) => parsed.GetValue(_model) ?? [];

    /// <summary>Whether any log is given to a command.</summary>
    public bool HasLogs(CommandResult command) => command.GetResult(_files) is { Tokens.Count: > 0 };

    /// <summary>Whether any log is given.</summary>
    public bool HasLogs(ParseResult parsed) => parsed.GetValue(_files) is { Length: > 0 };

    /// <summary>The logs: as they were given, and the files that this means.</summary>
    /// <exception cref="WorkloadException">A path does not exist, or a folder has no log.</exception>
    public (IReadOnlyList<string> Inputs, LogFiles Files) Logs(ParseResult parsed)
    {
        var inputs = parsed.GetValue(_files)!;
        return (inputs, LogFiles.Resolve(inputs));
    }

    /// <summary>The words that stand where logs do.</summary>
    public IReadOnlyList<string> Words(ParseResult parsed) => parsed.GetValue(_files) ?? [];

    // An option whose mistakes are told with the value given and what was expected.
    private static Option<T?> Parsed<T>(string name, string helpName, string description, string expected, Func<string, T?> parse)
        where T : struct => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (parse(text) is { } value) return value;
                result.AddError($"{name} is '{text}'; expected {expected}.");
                return null;
            },
        };

    private static Dictionary<TKey, TValue> Merged<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue> file, IReadOnlyDictionary<TKey, TValue> said)
        where TKey : notnull
    {
        var all = new Dictionary<TKey, TValue>(file);
        foreach (var (key, value) in said) all[key] = value;
        return all;
    }
}
