using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The columns that an analysis cannot do without.</summary>
internal static class Needs
{
    /// <summary>What an analysis says where a column that it needs is missing in every row.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="columns">The columns, all of which are needed.</param>
    /// <returns>Null where every column has a value in some row.</returns>
    public static async Task<AnalysisRun?> AllAsync(AnalysisData data, params ColumnId[] columns)
    {
        var present = await PresentColumns.OfAsync(data, columns);
        ColumnId[] missing = [.. columns.Where((_, at) => !present[at])];
        return missing.Length == 0 ? null : Unavailable(missing);
    }

    /// <summary>As <see cref="AllAsync"/>, where one of the columns is enough.</summary>
    public static async Task<AnalysisRun?> AnyAsync(AnalysisData data, params ColumnId[] columns) =>
        (await PresentColumns.OfAsync(data, columns)).Contains(true) ? null : Unavailable(columns);

    // The first header of each column that logs are read by.
    private static string Name(ColumnId column) => column switch
    {
        ColumnId.User => "user_id",
        ColumnId.Instance => "instance_id",
        ColumnId.Session => "session_id",
        ColumnId.Blocks => "hash_ids",
        ColumnId.InputTokens => "input_tokens",
        ColumnId.OutputTokens => "output_tokens",
        ColumnId.CachedTokens => "cached_tokens",
        ColumnId.Ttft => "ttft",
        ColumnId.Duration => "duration",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "No analysis needs it."),
    };

    private static AnalysisRun Unavailable(IEnumerable<ColumnId> columns) =>
        new(JsonText.Object(json => json.List("unavailable", columns.Select(Name))), []);
}
