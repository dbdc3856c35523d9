using System.CommandLine;
using LlmWorkload.Reading;
using LlmWorkload.Scopes;

namespace LlmWorkload.Commands;

/// <summary>Options that narrow what a command asks about to a part of a dataset's rows.</summary>
internal static class ScopeChoice
{
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

    private static string[] Given(ParseResult parsed, Option<string[]> option) => parsed.GetValue(option) ?? [];

    private static Option<ScopeInstant?> Instant(string name, string description) => new(name)
    {
        Description = $"{description}: {InstantText.Expected}",
        HelpName = "INSTANT",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (InstantText.Parse(text) is { } instant) return instant;
            result.AddError($"{name} is '{text}'; expected {InstantText.Expected}.");
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
