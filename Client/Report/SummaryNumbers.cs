using System.Text.Json;

namespace LlmWorkload.Report;

/// <summary>Numbers of a summary, by the names of members joined with dots, such as <c>all.ttft.median</c>.</summary>
/// <param name="Json">The summary, or a part of it.</param>
internal readonly record struct SummaryNumbers(JsonElement Json)
{
    /// <summary>A number; not a number where the summary has none.</summary>
    public double this[string path] => Number(path) ?? double.NaN;

    /// <summary>A number; null where the summary has none.</summary>
    public double? Number(string path) => At(path) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    /// <summary>A text; null where the summary has none.</summary>
    public string? Text(string path) => At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A part; null where the summary has none, or null.</summary>
    public SummaryNumbers? Part(string path) => At(path) is { } part ? new SummaryNumbers(part) : null;

    /// <summary>Whether all of these are numbers.</summary>
    public bool Has(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (Number(path) is null) return false;
        }

        return true;
    }

    /// <summary>The items of a list; none where the summary has no list.</summary>
    public IReadOnlyList<SummaryNumbers> List(string path) => At(path) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(item => new SummaryNumbers(item))]
        : [];

    /// <summary>The numbers of a list; null stands for what is no number.</summary>
    public IReadOnlyList<double?> Numbers(string path) =>
        [.. List(path).Select(item => item.Json.ValueKind == JsonValueKind.Number ? item.Json.GetDouble() : (double?)null)];

    /// <summary>The texts of a list.</summary>
    public IReadOnlyList<string> Texts(string path) =>
        [.. List(path).Where(item => item.Json.ValueKind == JsonValueKind.String).Select(item => item.Json.GetString()!)];

    private JsonElement? At(string path)
    {
        var json = Json;
        foreach (var name in path.Split('.'))
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return null;
        }

        return json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : json;
    }
}
