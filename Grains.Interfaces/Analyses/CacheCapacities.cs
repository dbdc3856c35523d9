using System.Globalization;

namespace LlmWorkload.Analyses;

/// <summary>Capacities of caches in blocks, as text.</summary>
public static class CacheCapacities
{
    /// <summary>What is expected, in words.</summary>
    public const string Expected = "whole numbers above 0, separated by commas";

    /// <summary>The capacities of a text, ascending, none twice; null where it is not as expected.</summary>
    public static long[]? Parse(string text)
    {
        var capacities = new SortedSet<long>();
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!long.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var capacity) || capacity < 1) return null;
            capacities.Add(capacity);
        }

        return [.. capacities];
    }

    /// <summary>The text of capacities.</summary>
    public static string Text(IEnumerable<long> capacities) =>
        string.Join(',', capacities.Select(capacity => capacity.ToString(CultureInfo.InvariantCulture)));
}
