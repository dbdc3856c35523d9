namespace LlmWorkload.Scopes;

/// <summary>
/// A part of a dataset's rows, as it is asked for. Values of one list are or-ed, the lists and the range are and-ed; an empty list keeps
/// every row. A value is an id, several of them separated by commas, or <c>-</c> for rows that lack one; a text that is an id as a whole is
/// not cut at its commas.
/// </summary>
/// <param name="From">The first instant at which a row may start; null for no bound.</param>
/// <param name="To">The instant before which a row must start; null for no bound.</param>
/// <param name="Models">Ids or names of models.</param>
/// <param name="Users">Ids of users. Where users have rounds, an id without one is all of its rounds.</param>
/// <param name="Functions">Functions.</param>
/// <param name="Instances">Serving instances.</param>
/// <param name="Statuses">How requests ended: <c>ok</c>, <c>failed</c>, or a text of the log.</param>
/// <param name="Labels">Labels.</param>
/// <param name="AllowsNone">
/// Whether values that the dataset does not have, and a scope without rows, are allowed: what two datasets are asked for, one may lack.
/// </param>
[GenerateSerializer, Immutable, Alias("llmwl.scope")]
public sealed record Scope(
    [property: Id(0)] ScopeInstant? From,
    [property: Id(1)] ScopeInstant? To,
    [property: Id(2)] IReadOnlyList<string> Models,
    [property: Id(3)] IReadOnlyList<string> Users,
    [property: Id(4)] IReadOnlyList<string> Functions,
    [property: Id(5)] IReadOnlyList<string> Instances,
    [property: Id(6)] IReadOnlyList<string> Statuses,
    [property: Id(7)] IReadOnlyList<string> Labels,
    [property: Id(8)] bool AllowsNone = false)
{
    /// <summary>What stands for a missing value.</summary>
    public const string MissingText = "-";

    /// <summary>Every row.</summary>
    public static Scope All { get; } = new(null, null, [], [], [], [], [], []);

    private IEnumerable<IReadOnlyList<string>> Lists => [Models, Users, Functions, Instances, Statuses, Labels];

    /// <inheritdoc/>
    public bool Equals(Scope? other) => other is not null && From == other.From && To == other.To && AllowsNone == other.AllowsNone
        && Lists.Zip(other.Lists).All(lists => lists.First.SequenceEqual(lists.Second));

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(From);
        hash.Add(To);
        foreach (var list in Lists)
        {
            hash.Add(list.Count);
            foreach (var text in list) hash.Add(text, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }
}
