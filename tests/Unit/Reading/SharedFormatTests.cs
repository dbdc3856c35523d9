using System.Globalization;
using System.Text.Json;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

/// <summary>The small logs of <c>shared/formats</c>: each becomes the requests that its expected file has.</summary>
public sealed class SharedFormatTests
{
    private static readonly string[] Header =
    [
        "chute_id", "user_id", "started_at", "completed_at", "function_name", "input_tokens", "output_tokens", "ttft", "cached_tokens",
        "instance_id", "session_id",
    ];

    public static TheoryData<string> Files =>
    [
        "aiperf.jsonl", "aiperf_records.jsonl", "azure_2023.csv", "azure_2024.csv", "azure_2025.csv.gz", "bailian.jsonl", "burstgpt_6.csv",
        "chutes.csv", "guidellm.jsonl", "guidellm_results.json", "helicone.jsonl", "langfuse_blob.jsonl", "litellm.csv", "mooncake.jsonl",
        "otel.jsonl", "requests.csv", "requests.jsonl", "sglang.log", "vllm_bench.json",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_log_has_the_requests_that_are_right(string name)
    {
        var content = Read(SharedFolder.Require("formats", name), 7);
        var expected = File.ReadAllLines(SharedFolder.Require("formats", name + ".expected.csv"));
        Assert.Equal(string.Join(',', Header), expected[0]);
        Assert.Equal(expected[1..], content.Rows.OrderBy(row => row.Started).Select(row => row.Text));
        using var counts = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.Require("formats", name + ".expected.json")));
        var root = counts.RootElement;
        Assert.Equal(Sum(root.GetProperty("rejected")), content.Rejected);
        Assert.Equal(Sum(root.GetProperty("ignored")), content.Noted.GetValueOrDefault("not one model call"));
        Assert.Equal(root.GetProperty("failed").GetInt64(), content.Failed);
        Assert.Equal(root.GetProperty("format").GetString(), content.Columns.Format);
        Assert.True(content.Failed == 0 || content.Columns.HasOutcome);
        if (name.StartsWith("azure_2025", StringComparison.Ordinal)) Assert.True(content.Noted["images"] > 0);
        if (root.TryGetProperty("length_mismatch", out var mismatches))
            Assert.Equal(mismatches.GetInt64(), content.Noted.GetValueOrDefault("length_mismatch"));
    }

    [Theory]
    [InlineData("lfs_pointer.jsonl", "git lfs pull")]
    [InlineData("mooncake_seconds.jsonl", "--time-unit")]
    [InlineData("openai_usage.json", "instead")]
    [InlineData("unknown.csv", "a, b")]
    [InlineData("vllm_bench_undetailed.json", "--save-detailed")]
    public void What_is_no_log_is_refused_with_what_to_do_instead(string name, string words)
    {
        var fault = Assert.Throws<WorkloadException>(() => Read(SharedFolder.Require("formats", name), 100));
        Assert.True(fault.IsInput);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Reading_on_from_any_chunk_gives_the_same_requests(string name)
    {
        var path = SharedFolder.Require("formats", name);
        var whole = Read(path, 1_000).Rows.Select(row => row.Text).ToList();
        var parts = new List<string>();
        var hash = new TextHash();
        FilePosition? at = null;
        while (true)
        {
            using var source = new LogSource(path);
            var tables = new RequestTables(0);
            using var reader = RequestFormats.Of(source).Open(source, new ReadingOptions(), tables, at, hash);
            var batch = new RequestBatch(5);
            var isThere = reader.Read(batch);
            parts.AddRange(Rows(batch, tables).Select(row => row.Text));
            (at, hash) = (reader.Position, reader.Hash!);
            Assert.Equal(TextPass.Hash(source, [at.Value.Offset], CancellationToken.None).At[at.Value.Offset].Mark, hash.Mark);
            if (!isThere || batch.Records < batch.Capacity) break;
        }

        Assert.Equal(whole, parts);
    }

    private static long Sum(JsonElement counts) => counts.EnumerateObject().Sum(count => count.Value.GetInt64());

    private static Content Read(string path, int capacity)
    {
        using var source = new LogSource(path);
        var tables = new RequestTables(0);
        using var reader = RequestFormats.Of(source).Open(source, new ReadingOptions(), tables);
        var batch = new RequestBatch(capacity);
        var content = new Content([], 0, 0, [], reader.Columns);
        var isThere = true;
        while (isThere)
        {
            tables.ClearOpen();
            isThere = reader.Read(batch);
            content.Rows.AddRange(Rows(batch, tables));
            foreach (var (noted, count) in batch.Noted) content.Noted[noted] = content.Noted.GetValueOrDefault(noted) + count;
            var failed = batch.Has(RequestFields.NumberOf(RequestFields.Failed))
                ? batch.Number(RequestFields.Failed).Take(batch.Rows).Count(value => value == 1)
                : 0;
            content = content with { Rejected = content.Rejected + batch.RejectedByReason.Values.Sum(), Failed = content.Failed + failed };
        }

        return content;
    }

    private static List<(long Started, string Text)> Rows(RequestBatch batch, RequestTables tables)
    {
        return [.. Enumerable.Range(0, batch.Rows).Select(row => (batch.Started[row], string.Join(',',
            Quoted(Text(RequestFields.Model, row)), Quoted(Text(RequestFields.User, row)), Instant(batch.Started[row]),
            Number(RequestFields.Duration, row) is { } duration ? Instant(batch.Started[row] + duration) : "",
            Quoted(Text(RequestFields.Function, row)), Number(RequestFields.InputTokens, row), Number(RequestFields.OutputTokens, row),
            Number(RequestFields.Ttft, row) is { } ttft ? (ttft / 1e7m).ToString("0.#######", CultureInfo.InvariantCulture) : "",
            Number(RequestFields.CachedTokens, row), Quoted(Text(RequestFields.Instance, row)),
            Quoted(Text(RequestFields.Session, row)))))];

        string Text(RequestField field, int row) => batch.Text(field)[row] is >= 0 and var index
            ? tables[RequestFields.TextOf(field)].Text(index)
            : "";

        long? Number(RequestField field, int row) => batch.Number(field)[row] is var value && value != Missing.Value ? value : null;
    }

    private static string Instant(long ticks) =>
        new DateTime(ticks).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => text.Contains(',') || text.Contains('"') ? $"\"{text.Replace("\"", "\"\"")}\"" : text;

    private sealed record Content(
        List<(long Started, string Text)> Rows, long Rejected, long Failed, Dictionary<string, long> Noted, FileColumns Columns);
}
