using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// Groups of requests by what a column has: one for each key that is listed, perhaps one for requests without a value, and behind them one
/// for all other requests.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Texts">The keys of a column of texts, in the order of their groups.</param>
/// <param name="Users">The keys of the column of users, in the order of their groups.</param>
/// <param name="Missing">The number of the group without a value; −1 where these requests are among the others.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.groups")]
internal sealed record SeriesGroups(
    [property: Id(0)] ColumnId Column, [property: Id(1)] string[] Texts, [property: Id(2)] ulong[] Users, [property: Id(3)] int Missing)
{
    /// <summary>How many groups there are, the last one included.</summary>
    public int Count => Others + 1;

    private int Others => Texts.Length + Users.Length + (Missing < 0 ? 0 : 1);

    /// <summary>The group of each row.</summary>
    public Span<int> Of(SegmentColumns columns)
    {
        if (Column == ColumnId.User)
        {
            var (users, userOf) = columns.Hashes(Column);
            return Numbered(userOf, Array.ConvertAll(users, NumberIn(Users)));
        }

        var (texts, textOf) = columns.Texts(Column);
        return Numbered(textOf, Array.ConvertAll(texts, NumberIn(Texts)));
    }

    /// <inheritdoc/>
    public bool Equals(SeriesGroups? other) => other is not null && (Column, Missing) == (other.Column, other.Missing)
        && Texts.AsSpan().SequenceEqual(other.Texts) && Users.AsSpan().SequenceEqual(other.Users);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Column);
        hash.Add(Missing);
        foreach (var text in Texts) hash.Add(text);
        foreach (var user in Users) hash.Add(user);
        return hash.ToHashCode();
    }

    private Span<int> Numbered(Span<int> valueOf, int[] groupOf)
    {
        var missing = Missing < 0 ? Others : Missing;
        foreach (ref var row in valueOf) row = row < 0 ? missing : groupOf[row];
        return valueOf;
    }

    // The group without a value stands among those of keys, so the keys behind it move on.
    private Converter<T, int> NumberIn<T>(T[] keys)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>(keys.Length);
        for (var i = 0; i < keys.Length; i++) numbers.Add(keys[i], Missing >= 0 && i >= Missing ? i + 1 : i);
        return key => numbers.GetValueOrDefault(key, Others);
    }
}
