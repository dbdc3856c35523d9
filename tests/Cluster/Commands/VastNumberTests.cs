using System.Text.Json;

namespace LlmWorkload.Tests.Commands;

/// <summary>Tokens that nobody means, whose sums are beyond 64 bits: nothing fails, nothing is lost, and no file is endless.</summary>
public sealed class VastNumberTests : IDisposable
{
    private const int Requests = 60;
    private const long VastInput = (1L << 53) + 1;
    private const long VastOutput = (1L << 62) + 1;
    private const long WideOutput = (1L << 32) + 1;

    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Tokens_beyond_64_bits_are_summed_and_cells_far_out_are_counted()
    {
        var log = _workspace.Write("vast.csv", [Workspace.Header, .. Rows("vast", VastInput, VastOutput), .. Rows("wide", 100, WideOutput)]);
        (await CommandRun.OfAsync(
            "study", log, "--dataset", "d", "--state", _workspace.State, "--output", _workspace.Figures, "--format", "json", "-q")).Succeeds();

        Assert.All(Directory.EnumerateFiles(_workspace.Figures, "*", SearchOption.AllDirectories), file =>
            Assert.True(new FileInfo(file).Length < 8 << 20, file));
        var map = _workspace.Json("latency_heatmaps/summary.json").GetProperty("duration_p50");
        Assert.Equal(2 * Requests, map.GetProperty("cells").EnumerateArray().Sum(cell => cell.GetProperty("n").GetInt32()));
        Assert.All(map.GetProperty("cells").EnumerateArray(), cell =>
            Assert.True(cell.GetProperty("y").GetInt32() < map.GetProperty("y_edges").GetArrayLength() - 1));
        var day = _workspace.Json("daily/summary.json");
        Assert.Equal(
            Output, day.GetProperty("days")[0].GetProperty("output_tokens").GetDecimal());
        Assert.Equal((double)(Output + Input), day.GetProperty("tokens").GetProperty("mean").GetDouble());

        var models = (await AskAsync("query", "models", "--by", "tokens")).EnumerateArray().ToList();
        Assert.Equal(["vast", "wide"], models.Select(model => model.GetProperty("model").GetString()));
        Assert.Equal(Requests * (decimal)VastOutput, models[0].GetProperty("output_tokens").GetDecimal());
        var vast = await AskAsync("query", "model", "vast");
        Assert.Equal(Requests * (decimal)VastInput, vast.GetProperty("total_input_tokens").GetDecimal());
        Assert.Equal(Requests * (decimal)VastOutput, vast.GetProperty("total_output_tokens").GetDecimal());
    }

    [Fact]
    public async Task A_stray_date_gives_no_endless_list_and_all_dates_count()
    {
        var log = _workspace.Write(
            "stray.csv", [Workspace.Header, .. Rows("m", 1, 2), "m,chat,u,9999-12-31 23:59:59,,1,2,0.5"]);
        (await _workspace.AnalyzeAsync(log, "--only", "daily", "--top", "0")).Succeeds();
        var day = _workspace.Json("daily/summary.json");
        Assert.Equal(["2025-01-06", "9999-12-31"], day.GetProperty("days").EnumerateArray().Select(each => each.GetProperty("date").GetString()));
        var dates = (new DateTime(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc) - new DateTime(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc)).Days + 1;
        Assert.Equal(dates, day.GetProperty("requests").GetProperty("n").GetInt32());
        Assert.Equal((double)(Requests + 1) / dates, day.GetProperty("requests").GetProperty("mean").GetDouble());
        Assert.Equal(0, day.GetProperty("requests").GetProperty("p99").GetDouble());
    }

    [Fact]
    public async Task Exports_leave_out_what_has_no_place_and_say_so()
    {
        var log = _workspace.Write(
            "vast.csv", "model,user_id,started_at,duration,input_tokens,output_tokens", "m,u,2025-01-06 00:00:00,1,10,20",
            $"m,u,2025-01-06 00:00:01,1,{VastInput},20", $"m,u,2025-01-06 00:00:02,1,{long.MaxValue},20",
            "m,u,2025-01-06 00:00:03,922337203685,10,20");
        (await CommandRun.OfAsync("ingest", log, "--dataset", "d", "--state", _workspace.State)).Succeeds();
        Assert.Equal("""{"input of more than 100,000 blocks":2}""", await LeftOutAsync("mooncake", "t.jsonl"));
        Assert.Equal("""{"end behind the year 9999":1}""", await LeftOutAsync("requests-csv", "t.csv"));
        Assert.Equal("""{"end behind the year 9999":1}""", await LeftOutAsync("requests-jsonl", "r.jsonl"));
        Assert.Equal("""{"end behind the year 9999":1}""", await LeftOutAsync("requests-parquet", "t.parquet"));
        var stray = _workspace.Write(
            "stray.csv", [Workspace.Header, "m,chat,u,1970-01-01 00:00:00,,1,2,0.5", "m,chat,u,2099-12-31 23:59:59,,1,2,0.5"]);
        (await CommandRun.OfAsync("ingest", stray, "--dataset", "d", "--reload", "--state", _workspace.State)).Succeeds();
        Assert.Equal("""{"start behind the year 9999":1}""", await LeftOutAsync("azure_llm", "a.csv", "--speed-up", "0.000001"));
        (await CommandRun.OfAsync(
            "export", "servegen", "--dataset", "d", "--state", _workspace.State, "--out", Path.Combine(_workspace.Root, "pool")))
            .IsRefused("1970-01-01 to 2099-12-31", "expected at most 36,525 days");
    }

    [Fact]
    public async Task Ends_beyond_64_bits_are_no_negative_lengths_and_the_greatest_input_counts()
    {
        var log = _workspace.Write(
            "vast.csv", ["model,user_id,started_at,duration,input_tokens,output_tokens,cached_tokens", .. Enumerable.Range(0, 3).Select(
                second => $"m,u,2025-01-06 00:00:0{second},922337203685,{long.MaxValue},20,{long.MaxValue}")]);
        (await _workspace.AnalyzeAsync(log, "--study", "--top", "0", "--session-rule", "gap")).Succeeds();
        var length = _workspace.Json("sessions/summary.json").GetProperty("length_seconds").GetProperty("min").GetDouble();
        Assert.InRange(length, 800_000_000_000, 922_337_203_700);
        Assert.Equal(3, _workspace.Json("cache_hit_ratio/summary.json").GetProperty("series")[0].GetProperty("n").GetInt32());
    }

    public void Dispose() => _workspace.Dispose();

    private static decimal Input => Requests * ((decimal)VastInput + 100);

    private static decimal Output => Requests * ((decimal)VastOutput + WideOutput);

    private static IEnumerable<string> Rows(string model, long input, long output) => Enumerable.Range(0, Requests).Select(second =>
        $"{model},chat,u,2025-01-06 00:00:{second:00},2025-01-06 00:01:{second:00},{input},{output},0.5");

    private async Task<string> LeftOutAsync(string format, string name, params string[] more) => JsonSerializer.Serialize(
        (await CommandRun.OfAsync(
            ["export", format, "--dataset", "d", "--state", _workspace.State, "--out", Path.Combine(_workspace.Root, name), "--format", "json",
                .. more])).Json().GetProperty("left_out"));

    private async Task<JsonElement> AskAsync(params string[] words) =>
        (await CommandRun.OfAsync([.. words, "--dataset", "d", "--state", _workspace.State, "--format", "json"])).Json();
}
