namespace LlmWorkload;

/// <summary>The name that was probably meant by a word that is none.</summary>
public static class NearestName
{
    private const int ShortestPart = 3;
    private const int ShortRow = 128;

    /// <summary>
    /// The name that is nearest to a word; null where none is near. Near is a name of which the word has the initials, or the beginning, or
    /// up to three letters that are otherwise: one of a short word. Upper and lower case count as one.
    /// </summary>
    /// <param name="word">The word.</param>
    /// <param name="names">The names that there are.</param>
    public static string? Of(string word, IEnumerable<string> names)
    {
        if (word.Trim('-').Length < 2) return null;
        var all = names as IReadOnlyCollection<string> ?? [.. names];
        return all.FirstOrDefault(name => Initials(name) == word.Trim('-')) ?? Closest(word, all);
    }

    /// <summary>As <see cref="Of"/>; where no name is near, one of which the word is a part.</summary>
    public static string? OrPartOf(string word, IEnumerable<string> names)
    {
        var all = names as IReadOnlyCollection<string> ?? [.. names];
        return Of(word, all) ?? (word.Length < ShortestPart ? null : all
            .Where(name => name.Contains(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(name => name.Length)
            .ThenBy(name => !name.Contains(word, StringComparison.Ordinal))
            .ThenBy(name => name, StringComparer.Ordinal)
            .FirstOrDefault());
    }

    /// <summary>What a message says of a nearest name, between a statement and what follows it; nothing where there is none.</summary>
    public static string Words(string? nearest) => nearest is null ? "" : $"; the nearest is '{nearest}'";

    /// <summary>
    /// How many letters must be put in, left out, exchanged, or swapped with the next one, to make one word of another, whatever their case
    /// (optimal string alignment).
    /// </summary>
    /// <param name="one">One word.</param>
    /// <param name="other">The other.</param>
    /// <param name="most">Where it is more than this, any greater number is as good.</param>
    public static int Edits(string one, string other, int most = int.MaxValue)
    {
        if (Math.Abs(one.Length - other.Length) > most) return most + 1;
        var room = other.Length + 1;
        Span<int> rows = stackalloc int[3 * ShortRow];
        if (room > ShortRow) rows = new int[3 * room];
        var before = rows[..room];
        var last = rows[room..(2 * room)];
        var next = rows[(2 * room)..(3 * room)];
        for (var j = 0; j <= other.Length; j++) last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            next[0] = i;
            var least = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var exchanged = last[j - 1] + (Same(one[i - 1], other[j - 1]) ? 0 : 1);
                next[j] = Math.Min(exchanged, Math.Min(last[j], next[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(one[i - 1], other[j - 2]) && Same(one[i - 2], other[j - 1]))
                    next[j] = Math.Min(next[j], before[j - 2] + 1);
                least = Math.Min(least, next[j]);
            }

            if (least > most) return most + 1;
            var free = before;
            before = last;
            last = next;
            next = free;
        }

        return last[^1];
    }

    /// <summary>The most letters by which a name may differ from a word: one of a short word, three of a long one.</summary>
    public static int MostEdits(string word) => Math.Clamp(word.Trim('-').Length / 3, 1, 3);

    private static string? Closest(string word, IEnumerable<string> names)
    {
        var most = MostEdits(word);
        var isLong = word.Trim('-').Length > 2;
        return names
            .Select(name => (
                Name: name,
                Edits: isLong && name.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 0 : Edits(word, name, most)))
            .Where(each => each.Edits <= most)
            .OrderBy(each => each.Edits)
            .ThenBy(each => !BeginAlike(each.Name, word))
            .ThenBy(each => Math.Abs(each.Name.Length - word.Length))
            .ThenBy(each => OtherCase(each.Name, word))
            .ThenBy(each => each.Name, StringComparer.Ordinal)
            .FirstOrDefault().Name;
    }

    // Letters at the same place that differ in their case alone.
    private static int OtherCase(string name, string word) =>
        name.Zip(word).Count(each => each.First != each.Second && Same(each.First, each.Second));

    private static bool BeginAlike(string name, string word) =>
        name.TrimStart('-') is [var first, ..] && word.TrimStart('-') is [var other, ..] && Same(first, other);

    private static bool Same(char one, char other) => one == other || char.ToLowerInvariant(one) == char.ToLowerInvariant(other);

    // Of --time-zone they are tz.
    private static string Initials(string name) => name.Trim('-') is var words && words.Contains('-')
        ? string.Concat(words.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => word[0]))
        : "";
}
