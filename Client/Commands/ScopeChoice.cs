using System.CommandLine;
using System.Globalization;
using System.Text;
using LlmWorkload.Reading;
using LlmWorkload.Scopes;

namespace LlmWorkload.Commands;

/// <summary>Options that narrow what a command asks about to a part of a dataset's rows.</summary>
internal static class ScopeChoice
{
    /// <summary>What an end of a range is.</summary>
    public const string Instants =
        "an instant such as 2025-09-01T22:15:00Z, a date, or +N[s|m|h|d] after the dataset's first instant";

    private static readonly Option<ScopeInstant?> From = Instant("--from", "Only requests that started then or later");
    private static readonly Option<ScopeInstant?> To = Instant("--to", "Only requests that started before");
    private static readonly Option<string[]> Users = Values("--user", "ID,…", "Only requests of these users");
    private static readonly Option<string[]> Functions = Values("--function", "NAME,…", "Only requests to these functions");
    private static readonly Option<string[]> Instances = Values("--instance", "ID,…", "Only requests that these instances served");
    private static readonly Option<string[]> Statuses =
        Values("--status", "STATUS,…", "Only requests that ended so: ok, failed, or a text of the log");

    private static readonly Option<string[]> Labels = Values("--label", "LABEL,…", "Only requests with these labels");

    /// <summary>The option of models for commands that read no files.</summary>
    public static Option<string[]> Models { get; } = Named();

    /// <summary>Adds the options but that of models: for commands that read files it also names the model of a file.</summary>
    public static void AddTo(Command command)
    {
        Option[] options = [From, To, Users, Functions, Instances, Statuses, Labels];
        foreach (var option in options) command.Options.Add(option);
    }

    /// <summary>What a command line narrows to; null for all rows.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="models">Ids and names of models.</param>
    public static Scope? Of(ParseResult parsed, IReadOnlyList<string> models)
    {
        var scope = new Scope(
            parsed.GetValue(From), parsed.GetValue(To), models, Given(parsed, Users), Given(parsed, Functions), Given(parsed, Instances),
            Given(parsed, Statuses), Given(parsed, Labels));
        return scope == Scope.All ? null : scope;
    }

    /// <summary>As <see cref="Of(ParseResult, IReadOnlyList{string})"/>, for commands that read no files.</summary>
    public static Scope? Of(ParseResult parsed) => Of(parsed, Given(parsed, Models));

    /// <summary>The end of a range that a text says; null where it says none.</summary>
    public static ScopeInstant? Parse(string text)
    {
        if (text is ['+', .. var span]) return Offset(span);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return new ScopeInstant(date.ToDateTime(default).Ticks, false);
        return default(TimestampParser).TryParse(Encoding.UTF8.GetBytes(text), out var ticks) && ticks != Missing.Value
            ? new ScopeInstant(ticks, false)
            : null;
    }

    private static ScopeInstant? Offset(string span)
    {
        var unit = span is [.., 's' or 'm' or 'h' or 'd'] ? span[^1] : 's';
        var digits = span.TrimEnd(unit);
        if (digits.Length + 1 < span.Length || !digits.All(char.IsAsciiDigit)
            || !long.TryParse(digits, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var ticks = (Int128)count * (unit switch
        {
            'm' => TimeSpan.TicksPerMinute,
            'h' => TimeSpan.TicksPerHour,
            'd' => TimeSpan.TicksPerDay,
            _ => TimeSpan.TicksPerSecond,
        });
        return ticks > DateTime.MaxValue.Ticks ? null : new ScopeInstant((long)ticks, true);
    }

    private static string[] Given(ParseResult parsed, Option<string[]> option) => parsed.GetValue(option) ?? [];

    private static Option<ScopeInstant?> Instant(string name, string description) => new(name)
    {
        Description = $"{description}: {Instants}",
        HelpName = "INSTANT",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (Parse(text) is { } instant) return instant;
            result.AddError($"{name} is '{text}'; expected {Instants}.");
            return null;
        },
    };

    private static Option<string[]> Named()
    {
        var option = Values("--model", "NAME,…", "Only requests to these models (ids or names)", hasMissing: false);
        option.CompletionSources.Add(NameCompletions.Models);
        return option;
    }

    private static Option<string[]> Values(string name, string helpName, string description, bool hasMissing = true)
    {
        var option = new Option<string[]>(name)
        {
            Description = $"{description}{(hasMissing ? "; - for those without" : "")}; may be repeated",
            HelpName = helpName,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Trim(',', ' ').Length == 0)) result.AddError($"{name} is empty.");
        });
        return option;
    }
}
