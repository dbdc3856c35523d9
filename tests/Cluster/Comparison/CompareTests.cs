using System.Text.Json;

namespace LlmWorkload.Tests.Comparison;

/// <summary>The command <c>compare</c>, embedded and on a silo of its own.</summary>
public sealed class CompareTests(SiloProcess silo) : IClassFixture<SiloProcess>, IDisposable
{
    // In b everything takes twice as long, and the second model has gone. Output tokens and durations are missing in both.
    private static readonly string[] LogA =
    [
        "model,user,started_at,input_tokens,ttft", "m,u,2025-01-06 00:00:00,10,1", "m,u,2025-01-06 00:00:10,20,2",
        "m,v,2025-01-06 00:00:20,30,3", "n,v,2025-01-06 00:00:30,40,4",
    ];

    private static readonly string[] LogB =
    [
        "model,user,started_at,input_tokens,ttft", "m,u,2025-01-07 01:00:00,10,2", "m,u,2025-01-07 01:00:20,20,4",
        "m,v,2025-01-07 01:00:40,30,6", "m,v,2025-01-07 01:01:00,40,8",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_ranges_of_a_real_log_give_the_reference_embedded_and_on_a_cluster()
    {
        string[] compare =
        [
            "compare", SharedFolder.Require("data", "rich_sample.csv"), "--models", SharedFolder.Require("data", "rich_models.json"),
            "--a", "..2025-10-01", "--b", "2025-10-01..", "--gate", "ks=0.1", "--gate", "ttft.p99=1.2",
        ];

        (await EmbeddedAsync([.. compare, "-o", _folder.At("embedded"), "--chunk-records", "2000", "--partitions", "7"])).Succeeded();
        (await CommandLine.RunAsync([.. compare, "-o", _folder.At("clustered"), "--cluster", silo.Gateway])).Succeeded();

        using var reference = new Reference(SharedFolder.Require("reference", "rich_sample.compare.ref.json.gz"));
        reference.AssertHolds("compare", _folder.At("embedded"));
        Assert.Equal(Files("embedded"), Files("clustered"));
    }

    [Fact]
    public async Task A_value_that_one_side_has_is_known_and_the_other_side_may_be_empty()
    {
        var run = (await CompareAsync("--model", "n", "--format", "json")).Succeeded();

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(1, json.RootElement.GetProperty("a").GetProperty("rows").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("b").GetProperty("rows").GetInt32());
        Assert.Equal("n", json.RootElement.GetProperty("b").GetProperty("models")[0].GetString());
        Assert.All(
            json.RootElement.GetProperty("distributions").EnumerateArray(),
            each => Assert.Equal(JsonValueKind.Null, each.GetProperty("ks").ValueKind));
        Assert.All(
            json.RootElement.GetProperty("shares").EnumerateArray(),
            each => Assert.Equal(JsonValueKind.Null, each.GetProperty("js").ValueKind));
        Assert.Contains(
            "Neither side has the user 'w'", (await CompareAsync("--user", "v,w")).Failed(2).Error, StringComparison.Ordinal);
        Assert.Contains("Neither side has rows", (await CompareAsync("--to", "2020-01-01")).Failed(2).Error, StringComparison.Ordinal);
        Assert.Contains("has the end 'soon'", (await CompareAsync("--a", "soon..", "--b", "..")).Failed(2).Error, StringComparison.Ordinal);
    }

    // One second becomes two, and so on. Inputs 10, 20, 30, 40 are the same.
    [Fact]
    public async Task A_log_that_takes_twice_as_long_is_told_so()
    {
        var run = (await CompareAsync("--format", "json")).Succeeded();

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(File.ReadAllText(_folder.At("out", "compare", "summary.json")), run.Output.TrimEnd());
        var distributions = json.RootElement.GetProperty("distributions").EnumerateArray().ToList();
        var ttft = distributions.Single(each => each.GetProperty("name").GetString() == "ttft");
        Assert.Equal(0.5, ttft.GetProperty("ks").GetDouble());
        Assert.Equal(2.5, ttft.GetProperty("wasserstein").GetDouble());
        Assert.All(ttft.GetProperty("quantile_ratio").EnumerateObject(), ratio => Assert.Equal(2, ratio.Value.GetDouble(), 12));
        var tokens = distributions.Single(each => each.GetProperty("name").GetString() == "input_tokens");
        Assert.Equal((0, 0), (tokens.GetProperty("ks").GetDouble(), tokens.GetProperty("psi").GetDouble()));
        var missing = distributions.Single(each => each.GetProperty("name").GetString() == "e2e");
        Assert.Equal(JsonValueKind.Null, missing.GetProperty("ks").ValueKind);
        Assert.Equal(9, distributions.Count);
        Assert.Equal(2, json.RootElement.GetProperty("totals").GetProperty("models").GetProperty("a").GetInt32());
        Assert.True(File.Exists(_folder.At("out", "compare", "ttft_cdf.png")));
        Assert.False(File.Exists(_folder.At("out", "compare", "e2e_cdf.png")));
        Assert.Contains("ttft mean +100 % (2.5 s → 5 s), D = 0.5", (await CompareAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_that_does_not_hold_is_exit_code_3_and_the_results_are_written()
    {
        var failed = (await CompareAsync("--gate", "ttft.p99=1.5", "--gate-min", "requests.ratio=1", "--format", "markdown")).Failed(3);

        Assert.Contains("### Gates: 1 of 2 fail", failed.Output, StringComparison.Ordinal);
        Assert.Contains("| ttft.p99 | FAILS | 2 (3.97 s → 7.94 s), above 1.5 |", failed.Output, StringComparison.Ordinal);
        Assert.Contains("| requests.ratio | holds | 1 (4 → 4), at least 1 |", failed.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.At("out", "compare", "summary.json")));
        (await CompareAsync("--gate", "ttft.p99=2", "--gate", "input_tokens.ks=0", "--gate", "js=1")).Succeeded();
        (await CompareAsync("--gate", "e2e.p99=9")).Failed(3);
        (await CompareAsync("--gate", "e2e.p99=9", "--gate", "model:n:ttft.mean=1", "--gate-missing", "ignore")).Succeeded();
        (await CompareAsync("--gate", "model:m:ttft.mean=3", "--min-compare", "3")).Succeeded();
        (await CompareAsync("--gate", "model:m:ttft.mean=3")).Failed(3);
    }

    [Fact]
    public async Task Sides_that_are_the_same_are_told_so_in_a_sentence()
    {
        WriteLogs();
        var same = (await EmbeddedAsync("compare", _folder.At("a.csv"), _folder.At("a.csv"), "-o", _folder.At("out"))).Succeeded();
        Assert.Contains("\nNo difference: every distribution and every share is the same", same.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Largest differences", same.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("No difference", (await CompareAsync("--model", "n")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_are_told_by_their_names()
    {
        File.WriteAllText(_folder.At("names.json"), """{"items":[{"chute_id":"m","name":"Large"},{"chute_id":"n","name":"Small"}]}""");
        var named = (await CompareAsync("--models", _folder.At("names.json"))).Succeeded();
        Assert.Contains("requests of model Small: 25 % → 0 %", named.Output, StringComparison.Ordinal);
        Assert.Contains("\nm,", File.ReadAllText(_folder.At("out", "compare", "model_requests_shares.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_figures_keep_few_rows_unless_all_are_wanted()
    {
        var log = SampleLog.Write(_folder.At("c.csv"), rows: 4_000, seed: 1);
        string[] command = ["compare", log, "--a", "..+2h", "--b", "+2h..", "-o", _folder.At("out")];
        (await EmbeddedAsync(command)).Succeeded();
        var thin = Rows();
        Assert.StartsWith("side_thinned,", thin[0], StringComparison.Ordinal);

        (await EmbeddedAsync([.. command, "--full-data"])).Succeeded();
        var full = Rows();
        Assert.StartsWith("side,", full[0], StringComparison.Ordinal);
        Assert.True(full.Length > thin.Length, $"{full.Length} rows for {thin.Length}.");
        Assert.Subset(full.ToHashSet(), thin.Skip(1).ToHashSet());

        string[] Rows() => File.ReadAllLines(_folder.At("out", "compare", "ttft_cdf.csv"));
    }

    [Fact]
    public async Task A_baseline_gives_the_bytes_of_the_log_that_it_was_saved_of()
    {
        WriteLogs();
        var (a, b, saved) = (_folder.At("a.csv"), _folder.At("b.csv"), _folder.At("a.llmwl"));
        (await EmbeddedAsync("compare", a, "--save-baseline", saved)).Succeeded();
        (await EmbeddedAsync("compare", a, b, "-o", _folder.At("logs"), "--save-baseline", _folder.At("again.llmwl"))).Succeeded();

        (await EmbeddedAsync("compare", "--baseline", saved, b, "-o", _folder.At("saved"))).Succeeded();

        Assert.Equal(Files("logs"), Files("saved"));
        await RefusedAsync("saved of other models, users", "compare", "--baseline", saved, b, "--model", "m");
        Assert.Equal(File.ReadAllBytes(saved), File.ReadAllBytes(_folder.At("again.llmwl")));
    }

    [Fact]
    public async Task What_cannot_be_compared_is_exit_code_2()
    {
        WriteLogs();
        var (a, b) = (_folder.At("a.csv"), _folder.At("b.csv"));
        await RefusedAsync("0 sides are given; expected A and B", "compare");
        await RefusedAsync("llmwl: 1 side is given; expected A and B", "compare", a);
        await RefusedAsync("3 sides are given; expected", "compare", a, b, a);
        await RefusedAsync("There is no file or dataset 'winter'; nothing has been ingested here yet.", "compare", a, "winter");
        (await EmbeddedAsync("ingest", a, "--dataset", "summer")).Succeeded();
        await RefusedAsync(
            "There is no file or dataset 'sumer'; the nearest is 'summer'. The datasets are: summer.", "compare", a, "sumer");
        await RefusedAsync("There is no file '", "compare", a, _folder.At("none", "c.csv"));
        await RefusedAsync("ttft has no 'p42'", "compare", a, b, "--gate", "ttft.p42=1");
        await RefusedAsync("there is no 'latency'", "compare", a, b, "--gate-min", "latency.p99=1");
        await RefusedAsync("--gate-missing is 'fial'; the nearest is 'fail'; expected", "compare", a, b, "--gate-missing", "fial");
        await RefusedAsync("--gate-missing is 'maybe'; expected", "compare", a, b, "--gate-missing", "maybe");
        await RefusedAsync("is no baseline", "compare", "--baseline", a, b);
        await RefusedAsync(
            $"--baseline is '{_folder.At("none")}', and there is no such file.", "compare", "--baseline", _folder.At("none"), b);
        await RefusedAsync("which is a folder; expected a file", "compare", "--baseline", _folder.At("."), b);
        await RefusedAsync("--b is given without --a", "compare", a, "--b", "..");
        await RefusedAsync("--a is 'yesterday'; expected FROM..TO", "compare", a, "--a", "yesterday", "--b", "..");
        await RefusedAsync("Gates are given, but nothing", "compare", a, "--save-baseline", _folder.At("x"), "--gate", "ks=1");
    }

    private async Task RefusedAsync(string reason, params string[] arguments) =>
        Assert.Contains(reason, (await EmbeddedAsync(arguments)).Failed(2).Error, StringComparison.Ordinal);

    private Task<CommandResult> CompareAsync(params string[] options)
    {
        WriteLogs();
        return EmbeddedAsync(["compare", _folder.At("a.csv"), _folder.At("b.csv"), "-o", _folder.At("out"), .. options]);
    }

    private void WriteLogs()
    {
        File.WriteAllLines(_folder.At("a.csv"), LogA);
        File.WriteAllLines(_folder.At("b.csv"), LogB);
    }

    private Task<CommandResult> EmbeddedAsync(params string[] arguments) =>
        CommandLine.RunAsync([.. arguments, "--state", _folder.At("state"), "--quiet"]);

    private SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(_folder.At(folder, "compare")).ToDictionary(
            file => Path.GetFileName(file), file => Convert.ToHexString(File.ReadAllBytes(file))), StringComparer.Ordinal);
}
