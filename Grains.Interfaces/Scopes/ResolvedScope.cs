using LlmWorkload.Segments;

namespace LlmWorkload.Scopes;

/// <summary>A part of a dataset's rows: what was asked for, in instants and ids, and the filter that keeps them.</summary>
/// <param name="From">The first instant at which a row may start, in UTC ticks; null where it was not given.</param>
/// <param name="To">The instant before which a row must start, in UTC ticks; null where it was not given.</param>
/// <param name="Models">Ids, sorted; null where they were not given.</param>
/// <param name="Users">Ids, sorted; <c>-</c> for rows without a user; null where they were not given.</param>
/// <param name="Functions">Likewise.</param>
/// <param name="Instances">Likewise.</param>
/// <param name="Statuses">Texts, <c>ok</c> and <c>failed</c>, likewise.</param>
/// <param name="Labels">Likewise.</param>
/// <param name="Rows">How many rows are kept.</param>
/// <param name="Filter">Keeps them.</param>
/// <param name="Unknown">What was asked for and the dataset does not have, in words; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("llmwl.scope.resolved")]
public sealed record ResolvedScope(
    [property: Id(0)] long? From,
    [property: Id(1)] long? To,
    [property: Id(2)] IReadOnlyList<string>? Models,
    [property: Id(3)] IReadOnlyList<string>? Users,
    [property: Id(4)] IReadOnlyList<string>? Functions,
    [property: Id(5)] IReadOnlyList<string>? Instances,
    [property: Id(6)] IReadOnlyList<string>? Statuses,
    [property: Id(7)] IReadOnlyList<string>? Labels,
    [property: Id(8)] long Rows,
    [property: Id(9)] RowFilter? Filter,
    [property: Id(10)] IReadOnlyList<string>? Unknown = null)
{
    /// <summary>A whole dataset as a scope: nothing was given.</summary>
    public static ResolvedScope Whole(long rows) => new(null, null, null, null, null, null, null, null, rows, null);

    /// <summary>The values that were given, a list for each kind.</summary>
    public IReadOnlyList<IReadOnlyList<string>?> Lists => [Models, Users, Functions, Instances, Statuses, Labels];

    /// <summary>Whether both have the same values, their ranges aside.</summary>
    public bool HasListsOf(ResolvedScope other) => Lists.Zip(other.Lists).All(
        lists => lists.First is null ? lists.Second is null : lists.Second is { } values && lists.First.SequenceEqual(values));
}
