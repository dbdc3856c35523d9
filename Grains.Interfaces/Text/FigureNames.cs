using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace LlmWorkload.Figures;

/// <summary>File names and short names made from the names of models and users.</summary>
public static partial class FigureNames
{
    private const int Longest = 120;
    private const int MostBytes = 200;
    private const int TagLength = 9;

    private static readonly string[] Endings = [".csv", ".json", ".png", ".svg", ".html"];

    /// <summary>
    /// A name safe as a file name everywhere, in Unicode's form C: letters with their marks and digits of every script, <c>.</c>, <c>_</c>
    /// and <c>-</c> stay, every other character becomes <c>_</c>; at most 120 characters and 200 bytes of UTF-8. <c>.</c> and <c>..</c>
    /// become underscores, and an empty name one underscore.
    /// </summary>
    public static string FileName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var safe = new StringBuilder(Math.Min(name.Length, Longest));
        var bytes = 0;
        foreach (var rune in Composition.Of(name).EnumerateRunes())
        {
            var kept = IsKept(rune) ? rune : new Rune('_');
            bytes += kept.Utf8SequenceLength;
            if (safe.Length + kept.Utf16SequenceLength > Longest || bytes > MostBytes) break;
            safe.Append(kept.ToString());
        }

        return safe.ToString() switch
        {
            "" => "_",
            "." => "_",
            ".." => "__",
            var usable => usable,
        };
    }

    /// <summary>
    /// The name cut in its middle with '…' to at most <paramref name="most"/> characters; both ends stay, because model names differ there.
    /// </summary>
    public static string Shorten(string name, int most = 36)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (name.Length <= most) return name;

        var head = most / 2;
        var tailStart = name.Length - (most - 1 - head);
        if (head > 0 && char.IsHighSurrogate(name[head - 1])) head--;
        if (tailStart < name.Length && char.IsLowSurrogate(name[tailStart])) tailStart++;

        // Of a name that is cut already no two '…' stand side by side.
        while (head > 0 && name[head - 1] == '…') head--;
        while (tailStart < name.Length && name[tailStart] == '…') tailStart++;
        return string.Concat(name.AsSpan(0, head), "…", name.AsSpan(tailStart));
    }

    /// <summary>A name as axes and legends show it: every UUID in it by its first eight and last four digits, then shortened.</summary>
    public static string Label(string name, int most = 36) =>
        Shorten(Uuid().Replace(name, "$1…$2"), most);

    /// <summary>
    /// The labels of names that stand in one figure. Those that would be cut to the same text are cut where they differ instead: what
    /// all of them begin with is left out. Where there is no room for that, a number tells them apart.
    /// </summary>
    /// <param name="names">The names. Those that are equal have equal labels.</param>
    /// <param name="most">Characters of a label.</param>
    public static IReadOnlyList<string> Labels(IReadOnlyList<string> names, int most = 36)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] whole = [.. names.Select(name => Uuid().Replace(name, "$1…$2"))];
        string[] labels = [.. whole.Select(name => Shorten(name, most))];
        foreach (var group in Enumerable.Range(0, labels.Length).GroupBy(i => labels[i], StringComparer.Ordinal))
        {
            int[] alike = [.. group];
            string[] different = [.. alike.Select(i => whole[i]).Distinct(StringComparer.Ordinal)];
            if (different.Length == 1) continue;
            var cut = different.Zip(Apart(different, most)).ToDictionary(StringComparer.Ordinal);
            foreach (var i in alike) labels[i] = cut[whole[i]];
        }

        Number(whole, labels, most);
        return labels;
    }

    /// <summary>
    /// A file name for each id. Names that collide, also when only case differs, each get <c>-</c> and the first 8 hex digits of the
    /// SHA-256 of their id (UTF-8). So a file name depends on the set of names and not on their order.
    /// </summary>
    /// <param name="names">Ids, each once (a repeated id keeps its first name), and display names.</param>
    /// <returns>File names by id.</returns>
    public static IReadOnlyDictionary<string, string> Unique(IEnumerable<(string Id, string Name)> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, name) in names)
            files.TryAdd(id, FileName(name));

        // A tagged name can be equal to the plain name of another id. That id is then tagged in the next round.
        var tagged = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in files.Keys.Where(id => Endings.Contains(Path.GetExtension(files[id]), StringComparer.OrdinalIgnoreCase))
            .ToList())
        {
            // A folder of this name could stand where a figure's or summary's file must stand.
            files[id] = Tagged(files[id], id);
            tagged.Add(id);
        }

        while (Collisions(files, tagged) is { Count: > 0 } collided)
        {
            foreach (var id in collided)
            {
                files[id] = Tagged(files[id], id);
                tagged.Add(id);
            }
        }
        return files;
    }

    // Names that differ, from where they begin to: both ends of that where they tell them apart, else its beginning.
    private static string[] Apart(string[] names, int most)
    {
        var same = names.Skip(1).Aggregate(names[0].Length, (length, name) => names[0].AsSpan(0, length).CommonPrefixLength(name));
        var from = Math.Max(0, names[0].AsSpan(0, same).LastIndexOfAny('/', ' ') + 1);

        // A word that all of them begin with stays where there is room for it.
        if (same - from > most - 3) from = Math.Max(from, names[0].AsSpan(0, same).LastIndexOfAny("/ -_.:") + 1);
        var before = from > 0 ? "…" : "";
        var room = Math.Max(1, most - before.Length);
        string[][] ways = [
            [.. names.Select(name => before + Shorten(name[from..], room))],
            [.. names.Select(name => before + Beginning(name[from..], room))],
            [.. names.Select(name => "…" + Beginning(name[same..], Math.Max(1, most - 1)))],
        ];
        return Array.Find(ways, way => way.Distinct(StringComparer.Ordinal).Count() == names.Length)
            ?? ways[0];
    }

    // What is left of labels that are the same is told apart by numbers, the first has none.
    private static void Number(string[] names, string[] labels, int most)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        var numbered = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < labels.Length; i++)
        {
            var label = numbered.GetValueOrDefault(names[i], labels[i]);
            for (var number = 2; taken.TryGetValue(label, out var of) && of != names[i]; number++)
            {
                var ending = $"#{number}";
                label = Shorten(labels[i], Math.Max(1, most - ending.Length)) + ending;
            }

            taken.TryAdd(label, names[i]);
            numbered.TryAdd(names[i], label);
            labels[i] = label;
        }
    }

    private static string Beginning(string name, int most)
    {
        if (name.Length <= most) return name;
        var length = most - 1;
        if (length > 0 && char.IsHighSurrogate(name[length - 1])) length--;
        return name[..length].TrimEnd('…') + "…";
    }

    private static List<string> Collisions(Dictionary<string, string> files, HashSet<string> tagged) =>
        [.. files
            .GroupBy(f => f.Value, f => f.Key, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Skip(1).Any())
            .SelectMany(g => g)
            .Where(id => !tagged.Contains(id))];

    // As much of a file name as leaves room for a tag, never half of a surrogate pair.
    private static string Head(string file)
    {
        var length = Math.Min(file.Length, Longest - TagLength);
        while (length > 0 && (char.IsHighSurrogate(file[length - 1]) || Encoding.UTF8.GetByteCount(file.AsSpan(0, length)) > MostBytes))
            length--;
        return file[..length];
    }

    private static bool IsKept(Rune rune) =>
        rune.Value is '.' or '_' or '-' || Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    [GeneratedRegex(@"\b([0-9a-fA-F]{8})-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{8}([0-9a-fA-F]{4})\b")]
    private static partial Regex Uuid();

    private static string Tagged(string file, string id)
    {
        var tag = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 4));
        return $"{Head(file)}-{tag}";
    }
}
