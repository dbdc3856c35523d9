using System.Text.Json;

namespace LlmWorkload.Tests.Commands;

/// <summary>Series and service level objectives of small logs whose right answer is plain to see.</summary>
public sealed class SeriesCommandTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_series_has_the_numbers_of_every_bucket_empty_ones_included()
    {
        var log = _workspace.Write("log.csv",
            "model,user_id,started_at,input_tokens,output_tokens,cached_tokens,cost,status,ttft,duration",
            "m,a,2025-01-06T00:00:10Z,4,11,1,0.5,200,0.5,1.5",
            "n,a,2025-01-06T00:00:50Z,6,,,,500,,2",
            "m,b,2025-01-06T00:02:00Z,10,2,3,0.25,200,1,3");
        var run = await RunAsync("series", log, "--every", "1m", "--by", "status", "--top", "1", "--format", "json");

        var json = run.Json();
        Assert.Equal((60, "status"), (json.GetProperty("every_seconds").GetInt32(), json.GetProperty("by").GetString()));
        var series = json.GetProperty("series").EnumerateArray().ToList();
        Assert.Equal([(null, false, 3), ("200", false, 2), (null, true, 1)], series.Select(each => (
            each.GetProperty("key").GetString(), each.GetProperty("others").GetBoolean(), each.GetProperty("requests").GetInt32())));

        var buckets = series[0].GetProperty("buckets").EnumerateArray().ToList();
        Assert.Equal(
            ["2025-01-06T00:00:00.0000000Z", "2025-01-06T00:01:00.0000000Z", "2025-01-06T00:02:00.0000000Z"],
            buckets.Select(bucket => bucket.GetProperty("start").GetString()));
        Assert.Equal([2.0, 1, 1, 2, 10, 11, 1, 0.5, 2 / 60.0, 21 / 60.0], Numbers(buckets[0]));
        Assert.Equal([0.0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Numbers(buckets[1]));
        Assert.Equal([1.0, 0, 1, 1, 10, 2, 3, 0.25, 1 / 60.0, 12 / 60.0], Numbers(buckets[2]));

        // Input 4 and 6: the quantile 0.9 is 4 + 0.9 · 2. One second over 10 tokens.
        Assert.Equal("2 5 5 5.8 5.9 5.98 6", Of(buckets[0], "input"));
        Assert.Equal("1 0.1 0.1 0.1 0.1 0.1 0.1", Of(buckets[0], "tpot"));
        Assert.Equal("0 null null null null null null", Of(buckets[1], "e2e"));
        Assert.False(buckets[0].TryGetProperty("queue", out _));
        Assert.Equal([0, 0, 0], series[2].GetProperty("buckets").EnumerateArray().Skip(1).Select(
            bucket => bucket.GetProperty("requests").GetInt32()).Append(0));
        Assert.Contains("series/ttft_p99.png", _workspace.Written());
    }

    [Fact]
    public async Task Users_of_as_many_requests_are_ranked_by_id_and_requests_without_one_come_first()
    {
        string[] users = ["b", "", "a", "c", "c"];
        var log = _workspace.Write("log.csv",
            ["model,user_id,started_at", .. users.Select((user, i) => $"m{i % 2},{user},2025-01-06T00:00:0{i}Z")]);
        var series = (await RunAsync("series", log, "--by", "user", "--top", "3", "--format", "json")).Json().GetProperty("series");

        Assert.Equal([null, "c", null, "a", null], series.EnumerateArray().Select(each => each.GetProperty("key").GetString()));
        Assert.Equal([5, 2, 1, 1, 1], series.EnumerateArray().Select(each => each.GetProperty("requests").GetInt32()));
        Assert.True(series[4].GetProperty("others").GetBoolean());
    }

    [Fact]
    public async Task A_series_is_printed_a_line_a_bucket_and_a_row_for_each_series_and_bucket()
    {
        var log = _workspace.WriteModels("log.csv", "alpha", "beta", "alpha");
        var table = (await RunAsync("series", log, "--every", "10s", "--show", "requests,ttft.p50")).Succeeds().Output;
        Assert.Equal(3, table.Split('\n').Count(line => line.Contains("2025-01-06 00:00:", StringComparison.Ordinal)));
        Assert.Contains(new string('█', 6), table, StringComparison.Ordinal);

        var csv = (await RunAsync("series", log, "--every", "10s", "--by", "model", "--format", "csv")).Csv();
        Assert.Equal(["series", "key", "others", "start", "requests"], csv[0][..5]);
        Assert.Equal(1 + (3 * 3), csv.Count);
        Assert.Equal(["1", "alpha", "false", "2025-01-06T00:00:10.0000000Z", "0"], csv[5][..5]);
    }

    [Fact]
    public async Task A_column_that_no_request_has_makes_no_series()
    {
        var log = _workspace.WriteModels("log.csv", "alpha");
        (await RunAsync("series", log, "--by", "label")).Succeeds();
        Assert.Equal("label", _workspace.Json("series/summary.json").GetProperty("unavailable")[0].GetString());
        Assert.DoesNotContain(_workspace.Written(), file => file.EndsWith(".png", StringComparison.Ordinal));

        (await RunAsync("slo", log, "--slo", "e2e=1", "--min-attainment", "0")).ExitsWith(3);
        Assert.Equal("duration", _workspace.Json("slo/summary.json").GetProperty("unavailable")[0].GetString());
    }

    [Fact]
    public async Task Too_many_buckets_are_refused()
    {
        var log = _workspace.Write("log.csv", "model,started_at", "m,2025-01-06T00:00:00Z", "m,2025-01-07T00:00:00Z");
        (await RunAsync("series", log, "--every", "1s", "--quiet")).IsRefused(
            "86,401 buckets of 1s in 1 series are more than 45,000 buckets in all; expected buckets of 10s or wider, fewer groups or");
    }

    [Fact]
    public async Task Goodput_is_over_the_time_from_the_first_start_to_the_last_end_and_a_missed_gate_exits_with_3()
    {
        var log = _workspace.Write("log.csv",
            "model,started_at,output_tokens,ttft,duration",
            "m,2025-01-06T00:00:00Z,11,0.5,1.5",
            "m,2025-01-06T00:00:10Z,11,0.4,1.6",
            "m,2025-01-06T00:00:20Z,1,,2");
        string[] slo = ["--slo", "ttft=500ms,tpot=0.1"];
        (await RunAsync(["slo", log, .. slo, "--min-attainment", "0.51"])).ExitsWith(3);
        (await RunAsync(["analyze", log, .. slo, "--only", "models", "--min-attainment", "0.5"])).Succeeds();

        var all = _workspace.Json("slo/summary.json").GetProperty("all");
        Assert.Equal((3, 2, 1), (all.GetProperty("rows").GetInt32(), all.GetProperty("measured").GetInt32(),
            all.GetProperty("good").GetInt32()));
        Assert.Equal((0.5, 1 / 3.0), (all.GetProperty("attainment").GetDouble(), all.GetProperty("strict").GetDouble()));
        Assert.Equal((1 / 22.0, 3 / 22.0, 0.5), (all.GetProperty("goodput").GetDouble(), all.GetProperty("throughput").GetDouble(),
            all.GetProperty("good_tokens_per_second").GetDouble()));
        Assert.Equal(JsonValueKind.Null, _workspace.Json("slo/summary.json").GetProperty("slo").GetProperty("e2e").ValueKind);
        Assert.Contains("per_model_stats/summary.json", _workspace.Written());
    }

    private static IEnumerable<double> Numbers(JsonElement bucket) => bucket.EnumerateObject().Skip(1).Take(10).Select(
        number => number.Value.GetDouble());

    private static string Of(JsonElement bucket, string name) =>
        string.Join(' ', bucket.GetProperty(name).EnumerateObject().Select(number => number.Value.GetRawText()));

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(
        [.. arguments, "--storage", "Memory", "--output", _workspace.Figures, "--partitions", "2"]);
}
