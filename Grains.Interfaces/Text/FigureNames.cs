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
        return string.Concat(name.AsSpan(0, head), "…", name.AsSpan(tailStart));
    }

    /// <summary>A name as axes and legends show it: every UUID in it by its first eight and last four digits, then shortened.</summary>
    public static string Label(string name, int most = 36) =>
        Shorten(Uuid().Replace(name, "$1…$2"), most);

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
