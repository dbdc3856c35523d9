using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>The columns of an exported request, in their order, by the names that every reader of this system takes first.</summary>
internal static class RequestColumns
{
    /// <summary>The columns that are always there.</summary>
    private static readonly RequestColumn[] Usual =
    [
        new("chute_id", ColumnId.Model, RequestColumnKind.Text),
        new("user_id", ColumnId.User, RequestColumnKind.Text),
        new("started_at", ColumnId.Started, RequestColumnKind.Started),
        new("completed_at", ColumnId.Duration, RequestColumnKind.Completed),
        new("function_name", ColumnId.Function, RequestColumnKind.Text),
        new("input_tokens", ColumnId.InputTokens, RequestColumnKind.Whole),
        new("output_tokens", ColumnId.OutputTokens, RequestColumnKind.Whole),
        new("ttft", ColumnId.Ttft, RequestColumnKind.Seconds),
        new("cached_tokens", ColumnId.CachedTokens, RequestColumnKind.Whole),
        new("instance_id", ColumnId.Instance, RequestColumnKind.Text),
        new("session_id", ColumnId.Session, RequestColumnKind.Text),
    ];

    private static readonly RequestColumn[] Others =
    [
        new("queue_time", ColumnId.QueueTime, RequestColumnKind.Seconds),
        new("cost", ColumnId.Cost, RequestColumnKind.Dollars),
        new("label", ColumnId.Label, RequestColumnKind.Text),
    ];

    private static readonly RequestColumn Status = new("status", ColumnId.Status, RequestColumnKind.Status);
    private static readonly RequestColumn Error = new("error", ColumnId.Status, RequestColumnKind.Error);

    /// <summary>Why a row has no place: an end is written as an instant, and has to be one. Null for a row that is written.</summary>
    public static Func<int, string?> WhyLeftOut(ExportedRows rows)
    {
        var (started, duration) = (rows.Numbers(ColumnId.Started), rows.Numbers(ColumnId.Duration));
        return row => duration[row] != Missing.Value && duration[row] > DateTime.MaxValue.Ticks - started[row]
            ? LeftOutRows.EndsBehindTime
            : null;
    }

    /// <summary>
    /// The columns of rows. How a request ended has two: a text that by itself says that it failed, or did not, is a status; any other
    /// text of one that failed is an error.
    /// </summary>
    /// <param name="there">The columns that some row may have.</param>
    public static IReadOnlyList<RequestColumn> Of(IReadOnlyCollection<ColumnId> there)
    {
        var columns = new List<RequestColumn>(Usual);
        columns.AddRange(Others.Where(column => there.Contains(column.Column)));
        if (there.Contains(ColumnId.Status) || there.Contains(ColumnId.Failed)) columns.Add(Status);
        if (there.Contains(ColumnId.Status) && there.Contains(ColumnId.Failed)) columns.Add(Error);
        return columns;
    }
}
