using System.Globalization;
using System.Text.Json;

namespace LlmWorkload.Tests.Commands;

/// <summary>Numbers and tables of whole runs over small logs whose right answer is plain to see.</summary>
public sealed class AnalysisNumbersTests : IDisposable
{
    private const string Arrivals = "per_model_arrival_time";
    private const string Throughput = "per_model_throughput";

    private static readonly DateTime Start = new(2025, 1, 6, 23, 59, 0, DateTimeKind.Utc);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Inter_arrival_times_below_a_millisecond_stay_what_they_are_in_every_output()
    {
        // Differences 0, 0.4 ms, 1 ms, 2 s, 1 s: mean 3.0014/5, two under 1 ms, one of them 0.
        (await _workspace.AnalyzeAsync(At([0, 0, 4_000, 14_000, 20_014_000, 30_014_000]), "--only", "arrivals")).Succeeds();

        var model = _workspace.Json($"{Arrivals}/summary.json").GetProperty("models")[0];
        var seconds = model.GetProperty("inter_arrival_seconds");
        Assert.Equal(
            (5, 0.0, 0.001),
            (seconds.GetProperty("n").GetInt64(), seconds.GetProperty("min").GetDouble(), seconds.GetProperty("median").GetDouble()));
        Assert.Equal(3.0014 / 5, seconds.GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal((2, 4), (model.GetProperty("below_1ms").GetInt64(), model.GetProperty("pairs").GetInt64()));
        Assert.Equal(["0", "0.0004", "0.001", "2"], Column("1k/m/lag_correlation.csv", "current_seconds"));
        Assert.Equal(["0.0004", "0.001", "2", "1"], Column("1k/m/lag_correlation.csv", "next_seconds"));
        Assert.Equal("0", Column("1k/m/inter_arrival_cdf.csv", "inter_arrival_seconds")[0]);
    }

    [Fact]
    public async Task The_heatmap_has_the_pairs_of_at_least_a_millisecond_in_seconds_on_two_equal_axes()
    {
        // Of the pairs (0, 0.4 ms) (0.4 ms, 1 ms) (1 ms, 2 s) (2 s, 1 s) the last two are left: bins from 1 ms to 2 s.
        (await _workspace.AnalyzeAsync(At([0, 0, 4_000, 14_000, 20_014_000, 30_014_000]), "--only", "arrivals")).Succeeds();

        Assert.Equal([0.5, 0.5], Column("1k/m/lag_heatmap.csv", "probability").Select(Number));
        Assert.Equal(0.001, Column("1k/m/lag_heatmap.csv", "current_seconds_from").Min(Number), 1e-12);
        Assert.Equal(2, Column("1k/m/lag_heatmap.csv", "current_seconds_to").Max(Number), 1e-9);
        Assert.Equal(2, Column("1k/m/lag_heatmap.csv", "next_seconds_to").Max(Number), 1e-9);
    }

    [Fact]
    public async Task A_model_of_times_below_a_millisecond_alone_has_no_heatmap_and_the_summary_says_why()
    {
        (await _workspace.AnalyzeAsync(At([0, 0, 0, 0]), "--only", "arrivals")).Succeeds();

        var model = _workspace.Json($"{Arrivals}/summary.json").GetProperty("models")[0];
        Assert.Equal((3, 2), (model.GetProperty("below_1ms").GetInt64(), model.GetProperty("pairs").GetInt64()));
        Assert.Equal(JsonValueKind.Null, model.GetProperty("spearman").ValueKind);
        Assert.False(File.Exists(Path.Combine(_workspace.Figures, Arrivals, "1k/m/lag_heatmap.csv")));
        var undrawn = _workspace.Summary().GetProperty("not_drawn").EnumerateArray().ToDictionary(
            each => each.GetProperty("figure").GetString()!, each => each.GetProperty("reason").GetString());
        Assert.Equal("No inter-arrival time is at least 1 ms.", undrawn[$"{Arrivals}/1k/m/lag_heatmap"]);
        Assert.Equal("All 3 inter-arrival times are 0 s.", undrawn[$"{Arrivals}/1k/m/inter_arrival_cdf"]);
    }

    [Fact]
    public async Task Fields_that_few_logs_have_are_in_the_overview_of_those_that_have_them()
    {
        var log = _workspace.Write("rare.csv",
            "model,started_at,input_tokens,cached_tokens,cost,queue_time,status,instance_id,session_id,team",
            "a,2025-01-06T09:00:00Z,10,5,0.000000001,0.5,200,p1,s1,x",
            "a,2025-01-06T09:00:01Z,4,7,0.000000004,,500,p2,s1,x",
            "b,2025-01-06T09:00:02Z,6,0,,1.5,200,p1,s1,",
            "b,2025-01-06T09:00:03Z,,3,,,timeout,,s2,y");
        (await _workspace.AnalyzeAsync(log, "--only", "overview")).Succeeds();

        // Cached 5 of 10, 4 of 4, 0 of 6. 500 and timeout failed.
        var overview = _workspace.Json("overview/summary.json");
        Assert.Equal((2, 0.5, 0.45), (overview.GetProperty("failed").GetInt32(), overview.GetProperty("failed_share").GetDouble(),
            overview.GetProperty("cached_share").GetDouble()));
        Assert.Equal(
            ["instance 2 1", "session 2 0", "status 3 0", "label 2 1"],
            overview.GetProperty("columns").EnumerateObject().Skip(4).Select(
                column => $"{column.Name} {column.Value.GetProperty("distinct")} {column.Value.GetProperty("missing")}"));
        Assert.Equal(["200 2", "500 1", "timeout 1"], overview.GetProperty("categories").GetProperty("status").EnumerateArray().Select(
            top => $"{top.GetProperty("value").GetString()} {top.GetProperty("count")}"));
        var numeric = overview.GetProperty("numeric");
        Assert.Equal((4, 7.0), (numeric.GetProperty("cached_tokens").GetProperty("n").GetInt32(),
            numeric.GetProperty("cached_tokens").GetProperty("max").GetDouble()));
        Assert.Equal((2, 4e-9), (numeric.GetProperty("cost").GetProperty("n").GetInt32(),
            numeric.GetProperty("cost").GetProperty("max").GetDouble()));
        Assert.Equal(1, numeric.GetProperty("queue_time").GetProperty("mean").GetDouble());
        Assert.Contains("overview/status.png", _workspace.Written());
        Assert.Contains("overview/cost_cdf.png", _workspace.Written());
    }

    [Fact]
    public async Task A_log_of_less_than_a_day_is_counted_by_minute_over_midnight_too()
    {
        // 23:59:00, 23:59:30 and 00:01:10: two, none, one.
        (await _workspace.AnalyzeAsync(At([0, 300_000_000, 1_300_000_000]), "--only", "overview")).Succeeds();

        var minutes = _workspace.Json("overview/summary.json").GetProperty("by_minute").EnumerateArray();
        Assert.Equal(
            [("2025-01-06T23:59:00.0000000Z", 2), ("2025-01-07T00:00:00.0000000Z", 0), ("2025-01-07T00:01:00.0000000Z", 1)],
            minutes.Select(minute => (minute.GetProperty("minute").GetString()!, minute.GetProperty("count").GetInt32())));
        Assert.Contains("overview/started_at_by_minute.png", _workspace.Written());
        Assert.DoesNotContain("overview/started_at_by_date.png", _workspace.Written());
    }

    [Fact]
    public async Task A_log_of_a_day_is_counted_by_date()
    {
        (await _workspace.AnalyzeAsync(At([0, TimeSpan.TicksPerDay]), "--only", "overview")).Succeeds();

        Assert.Equal(JsonValueKind.Null, _workspace.Json("overview/summary.json").GetProperty("by_minute").ValueKind);
        Assert.Contains("overview/started_at_by_date.png", _workspace.Written());
    }

    [Fact]
    public async Task Hours_and_dates_are_those_of_the_zone_that_is_asked_for()
    {
        // Every hour from 2025-10-25T22:00Z, midnight in Berlin, to 23:00Z of the next day: a day of 25 hours, hour 2 twice, and an hour more.
        var start = new DateTime(2025, 10, 25, 22, 0, 0, DateTimeKind.Utc);
        var log = _workspace.Write(
            "hours.csv", ["model,started_at", .. Enumerable.Range(0, 26).Select(hour => $"m,{start.AddHours(hour):yyyy-MM-dd HH:mm:ss}")]);
        (await AnalyzeHoursAsync(log, "Europe/Berlin")).Succeeds();

        var overview = _workspace.Json("overview/summary.json");
        Assert.Equal("Europe/Berlin", overview.GetProperty("report_time_zone").GetString());
        Assert.Equal([2, 1, 2], overview.GetProperty("by_hour").EnumerateArray().Take(3).Select(count => count.GetInt32()));
        Assert.Equal(["2025-10-26 25", "2025-10-27 1"], overview.GetProperty("by_date").EnumerateArray().Select(
            date => $"{date.GetProperty("date").GetString()} {date.GetProperty("count")}"));
        var model = _workspace.Json($"{Arrivals}/summary.json").GetProperty("models")[0];
        Assert.Equal(["2025-10-26 24", "2025-10-27 1"], model.GetProperty("by_date").EnumerateArray().Select(
            date => $"{date.GetProperty("date").GetString()} {date.GetProperty("n")}"));
        Assert.Equal(2, model.GetProperty("by_hour")[2].GetProperty("n").GetInt32());
        Assert.Contains("Hour (Europe/Berlin)", Text("overview/started_at_by_hour.svg"), StringComparison.Ordinal);
        Assert.Contains("(Europe/Berlin)", Text($"{Arrivals}/1k/m/inter_arrival_by_date.svg"), StringComparison.Ordinal);

        // Another zone is another result, and none is UTC.
        (await AnalyzeHoursAsync(log, "Asia/Tokyo")).Succeeds();
        Assert.Equal("2025-10-26 17", First(_workspace.Json("overview/summary.json")));
        (await AnalyzeHoursAsync(log, null)).Succeeds();
        Assert.Equal("2025-10-25 2", First(_workspace.Json("overview/summary.json")));
        Assert.False(_workspace.Json("overview/summary.json").TryGetProperty("report_time_zone", out _));
        Assert.Contains("Hour (UTC)", Text("overview/started_at_by_hour.svg"), StringComparison.Ordinal);

        static string First(JsonElement overview) =>
            $"{overview.GetProperty("by_date")[0].GetProperty("date").GetString()} {overview.GetProperty("by_date")[0].GetProperty("count")}";
    }

    [Fact]
    public async Task A_zone_that_there_is_not_is_refused() =>
        (await _workspace.AnalyzeAsync(At([0, 1]), "--report-time-zone", "Mars/Olympus")).IsRefused("--report-time-zone is 'Mars/Olympus'");

    [Theory]
    [InlineData("ttft", "per_model_ttft_analysis")]
    [InlineData("latency", "per_model_latency_vs_request_rate")]
    public async Task Latencies_are_computed_for_all_models_and_drawn_for_the_top(string analysis, string folder)
    {
        (await _workspace.AnalyzeAsync(TwoModels(), "--only", analysis, "--top", "1")).Succeeds();

        Assert.Equal(["large", "small"], Ids($"{folder}/summary.json", "models"));
        Assert.Contains(_workspace.Written(), file => file.StartsWith($"{folder}/large/", StringComparison.Ordinal));
        Assert.DoesNotContain(_workspace.Written(), file => file.StartsWith($"{folder}/small/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tables_of_many_rows_are_thinned_unless_all_are_asked_for()
    {
        const string table = "per_model_token_distributions/large/input_tokens_cdf.csv";
        var summary = Path.Combine(_workspace.Figures, "per_model_token_distributions/summary.json");
        var log = TwoModels();
        string[] tokens = ["--only", "tokens", "--top", "1"];
        (await _workspace.AnalyzeAsync(log, tokens)).Succeeds();
        var (thin, numbers) = (Table(table), await File.ReadAllBytesAsync(summary));
        (await _workspace.AnalyzeAsync(log, [.. tokens, "--full-data"])).Succeeds();
        var full = Table(table);

        Assert.Equal(["input_tokens_thinned", "cdf"], thin[0]);
        Assert.InRange(thin.Count, 200, 501);
        Assert.Equal(["input_tokens", "cdf"], full[0]);
        Assert.Equal(1_101, full.Count);
        Assert.Subset(full.Select(row => string.Join(',', row)).ToHashSet(), thin.Skip(1).Select(row => string.Join(',', row)).ToHashSet());
        Assert.Equal(numbers, await File.ReadAllBytesAsync(summary));

        (await _workspace.AnalyzeAsync(log, [.. tokens, "--thin-data"])).Succeeds();
        Assert.Equal(thin, Table(table));
    }

    [Fact]
    public async Task Throughput_names_the_models_that_are_not_drawn()
    {
        (await _workspace.AnalyzeAsync(TwoModels(), "--only", "throughput", "--top", "1")).Succeeds();

        Assert.Equal(["large"], Ids($"{Throughput}/summary.json", "models"));
        Assert.Equal(["small"], Ids($"{Throughput}/summary.json", "skipped"));
        Assert.Equal("not among the models drawn", _workspace.Json($"{Throughput}/summary.json").GetProperty("skipped")[0]
            .GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Outputs_that_end_with_their_first_token_have_no_decode_rate()
    {
        (await _workspace.AnalyzeAsync(Requests("one.csv", Enumerable.Range(0, 60), ttft: "0.5", duration: "0.5"), "--only", "throughput"))
            .Succeeds();

        var decode = _workspace.Json($"{Throughput}/summary.json").GetProperty("models")[0].GetProperty("decode");
        Assert.Equal((0, JsonValueKind.Null), (decode.GetProperty("n").GetInt64(), decode.GetProperty("mean").ValueKind));
        Assert.All(Table($"{Throughput}/m/throughput_1min.csv").Skip(1), row => Assert.Equal((true, ""), (Number(row[1]) > 0, row[2])));
    }

    [Fact]
    public async Task One_stray_instant_decades_away_makes_no_table_of_idle_hours()
    {
        const int SinceEpoch = -1_736_207_940;
        (await _workspace.AnalyzeAsync(Requests("stray.csv", [SinceEpoch, .. Enumerable.Range(0, 60)], ttft: "0.5", duration: "1")))
            .Succeeds();

        // The seconds from 1970-01-01 to the last request's are all counted; the tables and the run are as small as without it.
        Assert.Equal(
            60 - SinceEpoch, _workspace.Json($"{Throughput}/summary.json").GetProperty("models")[0].GetProperty("seconds").GetInt64());
        Assert.InRange(Table($"{Throughput}/m/throughput_1hour.csv").Count, 3, 8);
        Assert.InRange(Table($"{Throughput}/m/throughput_1min.csv").Count, 3, 8);
        Assert.All(
            _workspace.Written().Where(file => file is not ("series/summary.json" or "index.html")), file =>
            Assert.True(file.EndsWith(".png", StringComparison.Ordinal)
                || new FileInfo(Path.Combine(_workspace.Figures, file)).Length < 100_000, file));
    }

    private Task<CommandRun> AnalyzeHoursAsync(string log, string? zone) => CommandRun.OfAsync(
        ["analyze", log, "--only", "overview,arrivals", "--format", "svg", "--state", _workspace.State, "--partitions", "1", "--output",
            _workspace.Figures, .. zone is null ? Array.Empty<string>() : ["--report-time-zone", zone]]);

    private string Text(string file) => File.ReadAllText(Path.Combine(_workspace.Figures, file));

    // Requests of one model, so many ticks after the start.
    private string At(long[] ticks) => _workspace.Write(
        "log.csv",
        ["model,started_at", .. ticks.Select(each => $"m,{Start.AddTicks(each):yyyy-MM-dd HH:mm:ss.fffffff}")]);

    // 1,100 requests of a model and 1,050 of another; all have a latency and a load.
    private string TwoModels() => _workspace.Write(
        "log.csv",
        ["model,started_at,input_tokens,output_tokens,ttft,duration", .. Rows("large", 1_100), .. Rows("small", 1_050)]);

    private static IEnumerable<string> Rows(string model, int count) =>
        Enumerable.Range(0, count).Select(i => $"{model},{Start.AddSeconds(i):yyyy-MM-dd HH:mm:ss},{100 + i},20,0.5,1.5");

    private string Requests(string name, IEnumerable<int> seconds, string ttft, string duration) => _workspace.Write(
        name,
        ["model,started_at,input_tokens,output_tokens,ttft,duration", .. seconds.Select(
            second => $"m,{Start.AddSeconds(second):yyyy-MM-dd HH:mm:ss},100,10,{ttft},{duration}")]);

    private IReadOnlyList<string[]> Table(string file) => CsvText.Table(File.ReadAllText(Path.Combine(_workspace.Figures, file)));

    private string[] Column(string file, string name)
    {
        var table = Table($"{Arrivals}/{file}");
        var at = Array.IndexOf(table[0], name);
        Assert.True(at >= 0, $"{file} has no column {name}.");
        return [.. table.Skip(1).Select(row => row[at])];
    }

    private IEnumerable<string> Ids(string file, string list) =>
        _workspace.Json(file).GetProperty(list).EnumerateArray().Select(model => model.GetProperty("id").GetString()!);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
