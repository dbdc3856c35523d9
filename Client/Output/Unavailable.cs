using System.Text.Json;

namespace LlmWorkload.Output;

/// <summary>An analysis that needs fields which no request has says which, and nothing else.</summary>
internal static class Unavailable
{
    /// <summary>The fields as a table; null where the summary has numbers.</summary>
    public static ResultTable? In(JsonElement summary) => summary.TryGetProperty("unavailable", out var fields)
        ? new ResultTable(
            null, ["unavailable"], [.. fields.EnumerateArray().Select(
                field => (object?[])[field.GetString()])])
        : null;
}
