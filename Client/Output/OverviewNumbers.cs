using System.Text.Json;

namespace LlmWorkload.Output;

/// <summary>What the root's summary and the page of figures say from the overview; all null where the folder has none.</summary>
/// <param name="Users">Distinct users.</param>
/// <param name="Functions">Distinct functions.</param>
/// <param name="Instants">Distinct instants at which requests start.</param>
/// <param name="ResolutionSeconds">The least difference of two of them in seconds; null where there are no two.</param>
/// <param name="Failed">Requests that failed; 0 where no log says which did.</param>
internal sealed record OverviewNumbers(long? Users, long? Functions, long? Instants, double? ResolutionSeconds, long? Failed)
{
    private const string Summary = "overview/summary.json";

    /// <summary>No overview.</summary>
    public static readonly OverviewNumbers None = new(null, null, null, null, null);

    /// <summary>Reads them from the overview's summary.</summary>
    /// <param name="root">The output folder.</param>
    /// <param name="written">Its files.</param>
    public static OverviewNumbers Of(string root, IReadOnlyCollection<string> written)
    {
        if (!written.Contains(Summary)) return None;
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, Summary)));
        var overview = json.RootElement;
        var columns = overview.GetProperty("columns");
        return new OverviewNumbers(
            columns.GetProperty("user_id").GetProperty("distinct").GetInt64(),
            columns.GetProperty("function_name").GetProperty("distinct").GetInt64(),
            Member(overview, "distinct_instants")?.GetInt64(),
            Member(overview, "time_resolution_seconds")?.GetDouble(),
            Member(overview, "failed")?.GetInt64() ?? 0);
    }

    // Null also where an earlier release wrote the summary, which had no such member.
    private static JsonElement? Member(JsonElement overview, string name) =>
        overview.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number ? member : null;
}
