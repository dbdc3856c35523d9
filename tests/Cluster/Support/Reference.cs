using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace LlmWorkload.Tests;

/// <summary>
/// Compares results with references that were computed independently: numbers to 1e-9 of their size, instants as instants, the rest
/// exactly.
/// </summary>
internal sealed class Reference : IDisposable
{
    private static readonly Tolerance Usual = new(1e-9, 1e-12);

    // The reference integrates rates in floating point, and idle seconds of it are not quite 0.
    private static readonly Tolerance Integrated = new(1e-6, 1e-6);

    private readonly JsonDocument _json;

    /// <summary>Reads <c>NAME.ref.json.gz</c>.</summary>
    public Reference(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        _json = JsonDocument.Parse(gzip);
    }

    /// <summary>The folders of the analyses that the reference has.</summary>
    public IReadOnlyList<string> Analyses => [.. _json.RootElement.EnumerateObject().Select(analysis => analysis.Name)];

    /// <summary>Asserts that the output folder has what the reference has of an analysis; it may have more.</summary>
    public void AssertHolds(string analysis, string output)
    {
        using var actual = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(output, analysis, "summary.json")));
        var differences = new List<string>();
        Compare(_json.RootElement.GetProperty(analysis), actual.RootElement, analysis, analysis == "per_model_throughput"
            ? Integrated
            : Usual, differences);
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
    }

    public void Dispose() => _json.Dispose();

    private static void Compare(JsonElement expected, JsonElement actual, string path, Tolerance tolerance, List<string> differences)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object when actual.ValueKind == JsonValueKind.Object:
                foreach (var member in expected.EnumerateObject())
                {
                    if (actual.TryGetProperty(member.Name, out var other))
                        Compare(member.Value, other, $"{path}.{member.Name}", tolerance, differences);
                    else differences.Add($"{path}.{member.Name}: absent");
                }

                break;
            case JsonValueKind.Array when actual.ValueKind == JsonValueKind.Array && actual.GetArrayLength() == expected.GetArrayLength():
                for (var i = 0; i < expected.GetArrayLength(); i++) Compare(expected[i], actual[i], $"{path}[{i}]", tolerance, differences);
                break;
            default:
                if (!IsSame(expected, actual, tolerance)) differences.Add($"{path}: {actual.GetRawText()} for {expected.GetRawText()}");
                break;
        }
    }

    private static bool IsSame(JsonElement expected, JsonElement actual, Tolerance tolerance)
    {
        if (expected.ValueKind != actual.ValueKind) return false;
        if (expected.ValueKind == JsonValueKind.Number) return tolerance.Holds(expected.GetDouble(), actual.GetDouble());
        if (expected.ValueKind != JsonValueKind.String) return expected.GetRawText() == actual.GetRawText();
        return Instant(expected) is { } instant ? instant == Instant(actual) : expected.GetString() == actual.GetString();
    }

    private static DateTime? Instant(JsonElement text) =>
        text.GetString() is { } value && value.EndsWith('Z') && DateTime.TryParse(
            value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;

    private sealed record Tolerance(double Relative, double Absolute)
    {
        public bool Holds(double a, double b) =>
            a == b || Math.Abs(a - b) <= Math.Max(Relative * Math.Max(Math.Abs(a), Math.Abs(b)), Absolute);
    }
}
