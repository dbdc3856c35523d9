using System.Text;
using System.Text.Json;

namespace LlmWorkload.Tests.Commands;

/// <summary>Logs in formats of others, from the file to the numbers.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Spans_are_ingested_and_what_is_no_request_is_said()
    {
        var spans = Enumerable.Range(0, 50).Select(i => Span(i, i % 5 == 0 ? "invoke_agent" : "chat"));
        var log = _workspace.Write("spans.jsonl", [.. spans.Chunk(10).Select(
            line => $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{string.Join(',', line)}}]}]}]}""")]);
        var run = (await CommandRun.OfAsync("overview", log, "--storage", "Memory", "--partitions", "2", "--chunk-records", "7", "--output",
            _workspace.Figures)).Succeeds();
        Assert.Contains("spans.jsonl: 10 records are no request: not one model call", run.Error, StringComparison.Ordinal);
        Assert.Equal(40, _workspace.Summary().GetProperty("rows").GetInt64());
        var tokens = _workspace.Json("overview/summary.json").GetProperty("numeric").GetProperty("input_tokens");
        Assert.Equal(
            Enumerable.Range(0, 50).Where(i => i % 5 != 0).Average(i => 100.0 + i), tokens.GetProperty("mean").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task A_log_of_JSON_lines_that_grows_is_read_on()
    {
        var log = _workspace.Write("log.jsonl", [.. Enumerable.Range(0, 10).Select(Line)]);
        var first = await IngestAsync(log);
        Assert.Equal(10, first.Json().GetProperty("rows").GetInt64());
        await File.AppendAllTextAsync(log, string.Concat(Enumerable.Range(10, 10).Select(i => Line(i) + "\n")));
        var second = await IngestAsync(log);
        Assert.Contains("log.jsonl: has grown; read on from line 11", second.Error, StringComparison.Ordinal);
        Assert.Equal((20L, 10L),
            (second.Json().GetProperty("rows").GetInt64(), second.Json().GetProperty("added_rows").GetInt64()));
    }

    [Theory]
    [InlineData("--format", "mooncke", "mooncake")]
    [InlineData("--map", "tokens=a", "there is no field 'tokens'")]
    [InlineData("--map", "input_tokens=nowhere", "no column 'nowhere'")]
    [InlineData("--unit", "ttft=minutes", "expected s, ms, us, ns")]
    [InlineData("--time-zone", "Mars/Olympus", "does not know")]
    [InlineData("--separator", "::", "one character")]
    public async Task What_cannot_be_meant_is_refused(string option, string value, string words)
    {
        var log = _workspace.WriteModels("log.csv", "alpha");
        var run = await CommandRun.OfAsync("ingest", log, "--storage", "Memory", "--partitions", "1", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--map", "started=a", "started=b", "--map is started=a and started=b; expected each field once.")]
    [InlineData("--unit", "ttft=s", "ttft=ms", "--unit is ttft=s and ttft=ms; expected each field once.")]
    [InlineData("--map", "a.json", "b.json", "--map is given 2 files; expected one.")]
    public async Task What_contradicts_itself_is_refused(string option, string first, string second, string words)
    {
        var log = _workspace.WriteModels("log.csv", "alpha");
        var run = await CommandRun.OfAsync("inspect", log, option, first, option, second);
        Assert.Equal((2, $"llmwl: {words}\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_file_of_mappings_says_columns_units_and_constants()
    {
        var log = _workspace.Write("log.csv", "when,in,first", "2025-01-06 10:00:00,5,250");
        var map = _workspace.Write("map.json", Encoding.UTF8.GetBytes(
            """
            {"fields":{"started":"when","input_tokens":"in","ttft":"first"},"units":{"ttft":"ms"},
            "constants":{"model":"m"},"time_zone":"UTC"}
            """));
        (await CommandRun.OfAsync(
            "overview", log, "--map", map, "--storage", "Memory", "--partitions", "1", "--output", _workspace.Figures)).Succeeds();
        var numbers = _workspace.Json("overview/summary.json").GetProperty("numeric");
        Assert.Equal((5.0, 0.25), (numbers.GetProperty("input_tokens").GetProperty("mean").GetDouble(),
            numbers.GetProperty("ttft").GetProperty("mean").GetDouble()));
    }

    public static TheoryData<string> SharedLogs =>
    [
        "aiperf.jsonl", "aiperf_records.jsonl", "azure_2023.csv", "azure_2024.csv", "azure_2025.csv.gz", "bailian.jsonl", "burstgpt_6.csv",
        "chutes.csv", "guidellm.jsonl", "guidellm_results.json", "helicone.jsonl", "langfuse_blob.jsonl", "litellm.csv", "mooncake.jsonl",
        "otel.jsonl", "requests.csv", "requests.jsonl", "sglang.log", "vllm_bench.json",
    ];

    [Theory]
    [MemberData(nameof(SharedLogs))]
    public async Task The_summary_of_a_run_tells_the_format_the_clock_and_the_failures_of_a_log(string name)
    {
        var log = SharedFolder.Require("formats", name);
        using var expected = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.Require("formats", name + ".expected.json")));
        (await _workspace.AnalyzeAsync(log, "--only", "overview", "--top", "0")).Succeeds();

        var summary = _workspace.Summary();
        foreach (var number in (string[])["rows", "failed", "distinct_instants", "time_resolution_seconds"])
            Assert.Equal(expected.RootElement.GetProperty(number).GetDouble(), summary.GetProperty(number).GetDouble());
        Assert.Equal(expected.RootElement.GetProperty("relative_time").GetBoolean(), summary.GetProperty("relative_time").GetBoolean());
        Assert.Equal(expected.RootElement.GetProperty("format").GetString(),
            summary.GetProperty("files")[0].GetProperty("format").GetString());
    }

    [Fact]
    public async Task Without_an_overview_the_clock_is_not_known_and_one_instant_has_no_resolution()
    {
        var log = _workspace.Write("log.csv", "model,started_at", "m,2025-01-06T10:00:00Z", "m,2025-01-06T10:00:00Z");
        (await _workspace.AnalyzeAsync(log, "--only", "models")).Succeeds();
        Assert.Equal("false null null null", Clock(_workspace.Summary()));
        (await _workspace.AnalyzeAsync(log, "--only", "overview")).Succeeds();
        Assert.Equal("false null 1 0", Clock(_workspace.Summary()));

        static string Clock(JsonElement summary) => string.Join(' ', new[] {
            "relative_time", "time_resolution_seconds", "distinct_instants", "failed" }
            .Select(name => summary.GetProperty(name).GetRawText()));
    }

    private static string Line(int i) => $$"""{"model":"m","timestamp":{{1_736_121_600 + i}},"prompt_tokens":{{i}},"prompt":"a \"b\" c"}""";

    private static string Span(int i, string operation) => $$$"""
        {"spanId":"{{{i:x16}}}","startTimeUnixNano":"{{{1_736_121_600_000_000_000 + (i * 1_000_000_000L)}}}","attributes":[
        {"key":"gen_ai.operation.name","value":{"stringValue":"{{{operation}}}"}},{"key":"gen_ai.request.model","value":{"stringValue":"m"}},
        {"key":"gen_ai.usage.input_tokens","value":{"intValue":"{{{100 + i}}}"}}]}
        """.ReplaceLineEndings("");

    private Task<CommandRun> IngestAsync(string log) => CommandRun.OfAsync(
        "ingest", log, "--state", _workspace.State, "--partitions", "1", "--dataset", "lines", "--format", "json");
}
