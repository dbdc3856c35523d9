using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>A model's share of the fields that only some logs have.</summary>
/// <param name="CachedTokens">Outline of the cached tokens.</param>
/// <param name="QueueTime">Outline of the time in the queue, ticks.</param>
/// <param name="Cost">Outline of the cost, 10⁻⁹ US dollars.</param>
/// <param name="Instances">Requests by instance.</param>
/// <param name="Statuses">Requests by status.</param>
/// <param name="Labels">Requests by label.</param>
/// <param name="WithSession">Requests with a session.</param>
/// <param name="Failed">Requests that failed.</param>
/// <param name="Cached">How much of the input was cached.</param>
[GenerateSerializer, Immutable, Alias("llmwl.overview.fields")]
internal sealed record OverviewFields(
    [property: Id(0)] ColumnOutline CachedTokens,
    [property: Id(1)] ColumnOutline QueueTime,
    [property: Id(2)] ColumnOutline Cost,
    [property: Id(3)] TextCounts Instances,
    [property: Id(4)] TextCounts Statuses,
    [property: Id(5)] TextCounts Labels,
    [property: Id(6)] long WithSession,
    [property: Id(7)] long Failed,
    [property: Id(8)] CachedInput Cached)
{
    /// <summary>No such fields.</summary>
    public static readonly OverviewFields None = new(
        ColumnOutline.None, ColumnOutline.None, ColumnOutline.None, TextCounts.None, TextCounts.None, TextCounts.None, 0, 0,
        CachedInput.None);

    private static readonly ColumnId[] Columns = [
        ColumnId.CachedTokens, ColumnId.QueueTime, ColumnId.Cost, ColumnId.Instance, ColumnId.Status, ColumnId.Label, ColumnId.Session,
        ColumnId.Failed,
    ];

    /// <summary>Whether it is known which requests failed.</summary>
    public bool HasOutcome() => Failed > 0 || Statuses.Texts.Length > 0;

    /// <summary>The share of rows; null where no row has any of the fields.</summary>
    public static OverviewFields? Of(SegmentColumns columns)
    {
        if (!Array.Exists(Columns, columns.Has)) return null;
        var fields = new OverviewFields(
            columns.Of(ColumnId.CachedTokens, ColumnOutline.Of),
            columns.Of(ColumnId.QueueTime, ColumnOutline.Of),
            columns.Of(ColumnId.Cost, ColumnOutline.Of),
            TextCounts.Of(columns, ColumnId.Instance),
            TextCounts.Of(columns, ColumnId.Status),
            TextCounts.Of(columns, ColumnId.Label),
            columns.Rows - columns.WithoutText(ColumnId.Session),
            columns.Of(ColumnId.Failed, static failed => (long)failed.Count(1L)),
            columns.Has(ColumnId.CachedTokens)
                ? CachedInput.Of(columns.Integers(ColumnId.CachedTokens), columns.Integers(ColumnId.InputTokens))
                : CachedInput.None);
        return fields.IsEmpty() ? null : fields;
    }

    /// <summary>The sum of several shares; null where each of them is.</summary>
    public static OverviewFields? Merge(IEnumerable<OverviewFields?> several)
    {
        var all = several.OfType<OverviewFields>().ToList();
        return all.Count == 0 ? null : new OverviewFields(
            ColumnOutline.Merge([.. all.Select(each => each.CachedTokens)]),
            ColumnOutline.Merge([.. all.Select(each => each.QueueTime)]),
            ColumnOutline.Merge([.. all.Select(each => each.Cost)]),
            TextCounts.Merge(all.Select(each => each.Instances)),
            TextCounts.Merge(all.Select(each => each.Statuses)),
            TextCounts.Merge(all.Select(each => each.Labels)),
            all.Sum(each => each.WithSession),
            all.Sum(each => each.Failed),
            all.Aggregate(CachedInput.None, (sum, each) => sum + each.Cached));
    }

    private bool IsEmpty() =>
        CachedTokens.Sums.N + QueueTime.Sums.N + Cost.Sums.N + WithSession + Failed == 0
            && Instances.Texts.Length + Statuses.Texts.Length + Labels.Texts.Length == 0;
}
