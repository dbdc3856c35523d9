using System.Text.Json;
using LlmWorkload.Scopes;

namespace LlmWorkload.Comparison;

/// <summary>Which rows of a dataset a side is of. Null stands for what is not given.</summary>
/// <param name="From">The first instant, as ISO 8601.</param>
/// <param name="To">The end, as ISO 8601.</param>
/// <param name="Models">The models' ids, sorted.</param>
/// <param name="Users">The users' ids, sorted.</param>
/// <param name="Functions">The functions, sorted.</param>
/// <param name="Instances">The instances, sorted.</param>
/// <param name="Statuses">The statuses, sorted.</param>
/// <param name="Labels">The labels, sorted.</param>
internal sealed record SideScope(
    string? From,
    string? To,
    IReadOnlyList<string>? Models = null,
    IReadOnlyList<string>? Users = null,
    IReadOnlyList<string>? Functions = null,
    IReadOnlyList<string>? Instances = null,
    IReadOnlyList<string>? Statuses = null,
    IReadOnlyList<string>? Labels = null)
{
    /// <summary>All rows.</summary>
    public static readonly SideScope All = new(null, null);

    /// <summary>A scope with its instants as text; null for all rows.</summary>
    public static SideScope Of(ResolvedScope? scope) => scope is null
        ? All
        : new SideScope(
            Text(scope.From), Text(scope.To), scope.Models, scope.Users, scope.Functions, scope.Instances, scope.Statuses, scope.Labels);

    /// <summary>The lists, in the order in which they are written.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string>? Ids)> Lists =>
    [
        ("models", Models), ("users", Users), ("functions", Functions), ("instances", Instances), ("statuses", Statuses),
        ("labels", Labels),
    ];

    /// <summary>Whether both are narrowed to the same, their ranges aside.</summary>
    public bool HasFiltersOf(SideScope other) => Lists.Zip(other.Lists).All(
        lists => lists.First.Ids is null ? lists.Second.Ids is null : lists.Second.Ids is { } ids && lists.First.Ids.SequenceEqual(ids));

    /// <summary>Writes it as a member of a JSON object.</summary>
    /// <param name="json">Where it is written.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="rows">How many rows the side has.</param>
    public void Write(Utf8JsonWriter json, string name, long rows) => json.Object(name, scope =>
    {
        scope.WriteString("from", From);
        scope.WriteString("to", To);
        foreach (var (list, ids) in Lists)
        {
            if (ids is null) scope.WriteNull(list);
            else scope.List(list, ids);
        }

        scope.WriteNumber("rows", rows);
    });

    private static string? Text(long? ticks) => ticks is { } instant ? InvariantText.Instant(instant) : null;
}
