using LlmWorkload.Reading;
using LlmWorkload.Scopes;

namespace LlmWorkload.Web;

/// <summary>The parameters that narrow a question to a part of a dataset's rows: the options of commands, without their dashes.</summary>
internal static class ScopeParameters
{
    /// <summary>The parameters.</summary>
    public static IReadOnlyList<Parameter> All { get; } =
    [
        new("from", $"Only requests that started then or later: {InstantText.Expected}"),
        new("to", $"Only requests that started before: {InstantText.Expected}"),
        Values("model", "Only requests to these models (ids or names)"),
        Values("user", "Only requests of these users; - for those without"),
        Values("function", "Only requests to these functions; - for those without"),
        Values("instance", "Only requests that these instances served; - for those without"),
        Values("status", "Only requests that ended so: ok, failed, or a text of the log; - for those without"),
        Values("label", "Only requests with these labels; - for those without"),
    ];

    /// <summary>The part; null for all rows.</summary>
    /// <exception cref="Refusal">A parameter is not what is expected.</exception>
    public static Scope? Read(Parameters given)
    {
        var scope = new Scope(
            Instant(given, "from"), Instant(given, "to"), given.Texts("model"), given.Texts("user"), given.Texts("function"),
            given.Texts("instance"), given.Texts("status"), given.Texts("label"));
        return scope == Scope.All ? null : scope;
    }

    private static ScopeInstant? Instant(Parameters given, string name) => given.Value(name, InstantText.Expected, InstantText.Parse);

    private static Parameter Values(string name, string description) =>
        new(name, $"{description}; may be repeated, or have several separated by commas") { IsRepeated = true };
}
