using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>Figures of access timelines: a point per request, time to the right, members upwards by their first request.</summary>
internal static class TimelineFigures
{
    /// <summary>The most points that are drawn.</summary>
    public const int MostPoints = 200_000;

    private const int MostNamed = 40;
    private const int LongestName = 28;

    /// <summary>
    /// Builds the figure of a timeline. Its table has every request, member after member; its drawing leaves out points that others cover.
    /// </summary>
    /// <param name="path">The figure's path.</param>
    /// <param name="title">Its title, to which n is added.</param>
    /// <param name="member">What a member is, as a column name: user or model.</param>
    /// <param name="timeline">The timeline.</param>
    /// <param name="ids">The members' ids, as many as the timeline has.</param>
    /// <param name="thinTable">Whether the table keeps at most <see cref="TableThinning.MostRows"/> of the rows.</param>
    /// <param name="colour">The number of the points' colour; null for the next.</param>
    /// <param name="names">Their names, shown at the axis where there is room for them; null to show ranks always.</param>
    public static Figure Of(
        string path, string title, string member, AccessTimeline timeline, IReadOnlyList<string> ids, bool thinTable,
        IReadOnlyList<string>? names = null, int? colour = null)
    {
        var started = PackedIntegers.Decode(timeline.Started);
        var rank = new long[started.Length];
        var id = new string?[started.Length];
        for (int i = 0, at = 0; i < ids.Count; at += timeline.Requests[i++])
        {
            rank.AsSpan(at, timeline.Requests[i]).Fill(i + 1);
            id.AsSpan(at, timeline.Requests[i]).Fill(ids[i]);
        }

        var y = Members(member, ids.Count, names);
        var lowest = y.Kind == AxisKind.Category ? 0 : 1;
        var drawn = Visible(started, rank, ids.Count);
        var points = new PointSeries(
            null, Array.ConvertAll(drawn, at => Units.Scale(started[at], Units.TicksPerSecond)), Array.ConvertAll(
                drawn, at => (double)(rank[at] - 1 + lowest)))
        { Colour = colour };
        var panel = new Panel(null, new FigureAxis("Time (UTC)", AxisKind.Time), y, [points], false, []);
        var table = new FigureTable(
            [new IntegerColumn($"{member}_rank", rank), new TextColumn($"{member}_id", id), new InstantColumn("started_at", started)]);
        var kept = ids.Count == timeline.Members
            ? InvariantText.Whole(ids.Count)
            : $"{InvariantText.Whole(ids.Count)} of {InvariantText.Whole(timeline.Members)}";
        return new Figure(path, $"{title} (n = {InvariantText.Whole(started.Length)} requests, {kept} {member}s)", [panel],
            thinTable ? TableThinning.Rows(table, Visible(started, rank, ids.Count, TableThinning.MostRows)) : table);
    }

    /// <summary>
    /// The rows to draw: all of them up to <paramref name="most"/>. Above that, the first row in each cell of a grid. The grid has a row
    /// per member. It has few enough columns over time to keep the points within the limit. A member keeps every stretch of time in which
    /// it was active.
    /// </summary>
    /// <param name="started">Starts in ticks, member after member, each ascending.</param>
    /// <param name="rank">Per start, its member, from 1.</param>
    /// <param name="members">Number of members.</param>
    /// <param name="most">The most rows; where there are more members, the first row of each.</param>
    public static int[] Visible(ReadOnlySpan<long> started, ReadOnlySpan<long> rank, int members, int most = MostPoints)
    {
        if (started.Length <= most) return [.. Enumerable.Range(0, started.Length)];
        var (first, last) = (started[0], started[0]);
        foreach (var instant in started) (first, last) = (Math.Min(first, instant), Math.Max(last, instant));
        var columns = Math.Max(1, most / members);
        var width = (last - first) / columns + 1;
        var visible = new List<int>(most);
        var cell = (Member: 0L, Column: 0L);
        for (var at = 0; at < started.Length; at++)
        {
            var next = (rank[at], (started[at] - first) / width);
            if (next == cell) continue;
            cell = next;
            visible.Add(at);
        }

        return [.. visible];
    }

    private static FigureAxis Members(string member, int count, IReadOnlyList<string>? names)
    {
        var label = $"{char.ToUpperInvariant(member[0])}{member[1..]}s by first request";
        return names is not null && count <= MostNamed
            ? new FigureAxis(label, AxisKind.Category, Categories: FigureNames.Labels(names, LongestName))
            : new FigureAxis(label, AxisKind.Linear, 0, count + 1);
    }
}
