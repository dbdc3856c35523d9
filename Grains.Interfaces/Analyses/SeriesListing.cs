using System.Text.Json;

namespace LlmWorkload.Analyses;

/// <summary>The summary of a series as rows: one for each series and bucket.</summary>
public static class SeriesListing
{
    /// <summary>The rows.</summary>
    /// <param name="series">The series of the summary, one at least.</param>
    public static Listing Of(IReadOnlyList<JsonElement> series)
    {
        var names = Names(series[0].GetProperty("buckets")[0]);
        return new Listing(
            ["series", "key", "others", "start", .. names.Select(name => name.Replace('.', '_'))],
            [.. series.SelectMany((one, place) => one.GetProperty("buckets").EnumerateArray().Select(bucket => (object?[])
            [
                place, one.GetProperty("key").GetString(), one.GetProperty("others").GetBoolean(), bucket.GetProperty("start").GetString(),
                .. names.Select(name => Value(bucket, name)),
            ]))]);
    }

    /// <summary>A number of a bucket; null also where the dataset has no such number at all.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="name">The number, such as <c>requests</c> and <c>ttft.p99</c>.</param>
    public static object? Value(JsonElement bucket, string name)
    {
        var value = bucket;
        foreach (var part in name.Split('.'))
        {
            if (!value.TryGetProperty(part, out value)) return null;
        }

        if (value.ValueKind == JsonValueKind.Null) return null;
        return name == "cost" ? value.GetDecimal() : value.TryGetInt64(out var whole) ? whole : value.GetDouble();
    }

    private static List<string> Names(JsonElement bucket) => [.. bucket.EnumerateObject().Skip(1).SelectMany(member =>
        member.Value.ValueKind == JsonValueKind.Object ? member.Value.EnumerateObject().Select(inner => $"{member.Name}.{inner.Name}")
            : [member.Name])];
}
