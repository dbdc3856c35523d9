using System.CommandLine;
using System.Text;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Commands;

/// <summary>The options that say how logs are written.</summary>
internal sealed class ReadingChoice
{
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

    private readonly Option<TimeUnit> _timeUnit = new("--time-unit")
    {
        Description = "The unit of instants that are numbers",
        HelpName = "s|ms|us|ns",
        CustomParser = result =>
        {
            if (TimeUnits.Of(result.Tokens[^1].Value) is { } unit) return unit;
            result.AddError($"--time-unit is '{result.Tokens[^1].Value}'; expected {string.Join(", ", TimeUnits.Names)}.");
            return default;
        },
    };

    private readonly Option<long> _origin = new("--origin")
    {
        Description = "When a trace began whose instants count from 0",
        HelpName = "INSTANT",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (default(TimestampParser).TryParse(Encoding.UTF8.GetBytes(text), out var ticks) && ticks != Missing.Value)
                return ticks - DateTime.UnixEpoch.Ticks;
            result.AddError($"--origin is '{text}'; expected {RequestFields.Started.Invalid.Expected}.");
            return 0;
        },
    };

    private readonly Option<TimeZoneInfo?> _zone = new("--time-zone")
    {
        Description = "The zone of instants that name none (default: UTC), such as Europe/Berlin",
        HelpName = "ZONE",
        CustomParser = result =>
        {
            var name = result.Tokens[^1].Value;
            if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
            result.AddError($"--time-zone is '{name}', which this machine does not know; expected a name such as Europe/Berlin.");
            return null;
        },
    };

    private readonly Option<byte?> _separator = new("--separator")
    {
        Description = "What stands between the fields of CSV: a character, or tab (default: as the header shows)",
        HelpName = "CHAR",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (text is "tab" or "\\t") return (byte)'\t';
            if (text.Length == 1 && char.IsAscii(text[0]) && text[0] is not ('"' or '\n' or '\r')) return (byte)text[0];
            result.AddError($"--separator is '{text}'; expected one character, or tab.");
            return null;
        },
    };

    private readonly Option<int?> _blockSize = new("--block-size")
    {
        Description = "Tokens of a block of hash_ids (default: that of the format)",
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (int.TryParse(text, out var size) && size is >= 1 and <= 1 << 20) return size;
            result.AddError($"--block-size is '{text}'; expected a whole number from 1 to {1 << 20}.");
            return null;
        },
    };

    private readonly Option<bool> _dropFailed = new("--drop-failed") { Description = "Leave out requests that failed" };

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_map, _unit, _timeUnit, _origin, _zone, _separator, _blockSize, _dropFailed];
        foreach (var option in options) command.Options.Add(option);
    }

    /// <summary>What they say.</summary>
    /// <exception cref="WorkloadException">A mapping is none.</exception>
    public ReadingOptions Of(ParseResult parsed)
    {
        var file = parsed.GetValue(_map)?.LastOrDefault(MappingFile.IsOne) is { } path ? MappingFile.Load(path) : MappingFile.Nothing;
        return new ReadingOptions
        {
            Format = FormatOption.LogFormat(parsed),
            Mapping = file.Mapping with
            {
                Columns = Merged(
                    file.Mapping.Columns, parsed.GetValue(_map)?.Where(value => !MappingFile.IsOne(value)), MappingFile.Column),
                Units = Merged(file.Mapping.Units, parsed.GetValue(_unit), MappingFile.Unit),
            },
            TimeUnit = parsed.GetValue(_timeUnit),
            Origin = parsed.GetValue(_origin),
            TimeZone = parsed.GetValue(_zone) ?? file.Zone,
            Separator = parsed.GetValue(_separator),
            BlockSize = parsed.GetValue(_blockSize),
            DropFailed = parsed.GetValue(_dropFailed),
        };
    }

    private static Dictionary<TKey, TValue> Merged<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue> file, IEnumerable<string>? said, Func<string, (TKey, TValue)> parse)
        where TKey : notnull
    {
        var all = new Dictionary<TKey, TValue>(file);
        foreach (var (key, value) in (said ?? []).Select(parse)) all[key] = value;
        return all;
    }
}
