using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// Time divided among the parts of a split model: into ranges in which one part alone has rows, and ranges that several parts share. With a
/// log in the order of time there are few ranges, and the shared ones are short.
/// </summary>
internal sealed class TimeDivision
{
    private readonly int _parts;
    private readonly List<(TimeRange Range, int Owner)> _ranges = [];

    private TimeDivision(int parts) => _parts = parts;

    /// <summary>The ranges that several parts share, ascending.</summary>
    public TimeRange[] Shared => RangesOf(_parts);

    /// <summary>The owner of each range, in the order of time: the number of a part, or the number of parts for a shared range.</summary>
    public IEnumerable<int> Owners => _ranges.Select(each => each.Owner);

    /// <summary>Divides time.</summary>
    /// <param name="parts">Ranges of each part that cover its rows, in any order.</param>
    public static TimeDivision Of(IReadOnlyList<TimeRange[]> parts)
    {
        var borders = new SortedDictionary<long, List<(int Part, int Change)>>();
        for (var part = 0; part < parts.Count; part++)
        {
            foreach (var (from, end) in parts[part])
            {
                At(from).Add((part, 1));
                At(end).Add((part, -1));
            }
        }

        var division = new TimeDivision(parts.Count);
        var open = new SortedDictionary<int, int>();
        var since = long.MinValue;
        foreach (var (instant, changes) in borders)
        {
            if (open.Count > 0) division.Add(new TimeRange(since, instant), open.Count == 1 ? open.Keys.First() : parts.Count);
            foreach (var (part, change) in changes)
            {
                open[part] = open.GetValueOrDefault(part) + change;
                if (open[part] == 0) open.Remove(part);
            }

            since = instant;
        }

        return division;

        List<(int Part, int Change)> At(long instant)
        {
            if (!borders.TryGetValue(instant, out var changes)) borders.Add(instant, changes = []);
            return changes;
        }
    }

    /// <summary>The ranges of an owner, ascending.</summary>
    /// <param name="owner">The number of a part, or the number of parts for the shared ones.</param>
    public TimeRange[] RangesOf(int owner) => [.. _ranges.Where(each => each.Owner == owner).Select(each => each.Range)];

    // Where nobody has rows between two ranges of one owner, they become one.
    private void Add(TimeRange range, int owner)
    {
        if (_ranges.Count > 0 && _ranges[^1].Owner == owner) _ranges[^1] = (_ranges[^1].Range with { End = range.End }, owner);
        else _ranges.Add((range, owner));
    }
}
