using System.IO.Compression;
using System.Text.Json;

namespace LlmWorkload.Tests.Reading;

/// <summary>The files of <c>shared/data</c> against the values computed independently in <c>shared/reference</c>.</summary>
public sealed class SharedSampleTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mixed_sample", 30_000)]
    [InlineData("servegen_sample", 20_392)]
    [InlineData("servegen_sample_1day", 20_392)]
    [InlineData("azure_code", 8_819)]
    public void A_sample_reads_as_the_reference_counts_it(string name, int rows)
    {
        var shared = FindShared();
        Assert.SkipWhen(shared is null, "No folder 'shared' with data and reference beside the repository.");
        var content = _folder.ReadAll(Path.Combine(shared, "data", name + ".csv"), capacity: 4_096);
        var overview = Overview(Path.Combine(shared, "reference", name + ".ref.json.gz"));

        Assert.Empty(content.Rejected);
        Assert.Equal(rows, content.Rows.Count);
        Assert.Equal(rows, overview.GetProperty("rows").GetInt32());
        Assert.Equal(overview.GetProperty("first").GetDateTime(), content.Rows.Min(row => row.Started));
        Assert.Equal(overview.GetProperty("last").GetDateTime(), content.Rows.Max(row => row.Started));

        var columns = overview.GetProperty("columns");
        Assert.Equal(Counts(columns, "chute_id"), (0, _folder.Models.Count));
        Assert.Equal(Counts(columns, "user_id"), (content.Rows.Count(row => row.User is null), _folder.Users.Count));
        Assert.Equal(Counts(columns, "function_name"), (content.Rows.Count(row => row.Function is null), _folder.Functions.Count));

        var numeric = overview.GetProperty("numeric");
        AssertSame(numeric.GetProperty("input_tokens"), content.Rows.Select(row => row.InputTokens), 1);
        AssertSame(numeric.GetProperty("output_tokens"), content.Rows.Select(row => row.OutputTokens), 1);
        AssertSame(numeric.GetProperty("ttft"), content.Rows.Select(row => row.Ttft), TimeSpan.TicksPerSecond);
        AssertSame(numeric.GetProperty("duration"), content.Rows.Select(row => row.Duration), TimeSpan.TicksPerSecond);
    }

    private static (int Missing, int Distinct) Counts(JsonElement columns, string name) =>
        columns.TryGetProperty(name, out var column)
            ? (column.GetProperty("missing").GetInt32(), column.GetProperty("distinct").GetInt32())
            : (-1, -1);

    private static void AssertSame(JsonElement expected, IEnumerable<long?> column, double unit)
    {
        var values = column.OfType<long>().ToList();
        Assert.Equal(expected.GetProperty("n").GetInt32(), values.Count);
        if (values.Count == 0)
            return;
        var mean = expected.GetProperty("mean").GetDouble();
        Assert.Equal(mean, (double)(values.Sum(v => (decimal)v) / values.Count) / unit, Math.Abs(mean) * 1e-9);
        Assert.Equal(expected.GetProperty("min").GetDouble(), values.Min() / unit, 1e-9);
        Assert.Equal(expected.GetProperty("max").GetDouble(), values.Max() / unit, 1e-6);
    }

    private static JsonElement Overview(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(gzip);
        return document.RootElement.GetProperty("overview").Clone();
    }

    private static string? FindShared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (File.Exists(Path.Combine(shared, "data", "mixed_sample.csv")) && Directory.Exists(Path.Combine(shared, "reference")))
                return shared;
        }

        return null;
    }
}
