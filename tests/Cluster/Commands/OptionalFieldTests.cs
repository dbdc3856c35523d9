using System.Text.Json;

namespace LlmWorkload.Tests.Commands;

/// <summary>Fields that only some logs have, in the answers about models and users.</summary>
/// <remarks>
/// Model a: 5 of 10 and 4 (7, clipped) of 4 tokens cached, 0.000000001 + 0.1 + 0.2 dollars, one failure.
/// Model b: no cached tokens beside an input, no cost, one failure of u2.
/// </remarks>
public sealed class OptionalFieldTests : IDisposable
{
    private static readonly string[] Rare =
    [
        "model,user,started_at,input_tokens,cached_tokens,cost,status",
        "a,u1,2025-01-06T09:00:00Z,10,5,0.000000001,200",
        "a,u1,2025-01-06T09:00:01Z,4,7,0.1,500",
        "a,u1,2025-01-06T09:00:02Z,,3,0.2,200",
        "b,u2,2025-01-06T09:00:03Z,6,,,timeout",
        "b,u3,2025-01-06T09:00:04Z,6,,,200",
    ];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_model_and_a_user_have_failures_cached_share_and_cost()
    {
        await IngestAsync(Rare);

        AssertTotals("1 9/14 0.300000001", await AskAsync("model", "a"));
        AssertTotals("1 - -", await AskAsync("model", "b"));
        AssertTotals("1 9/14 0.300000001", await AskAsync("user", "u1"));
        AssertTotals("1 - -", await AskAsync("user", "u2"));
        AssertTotals("0 - -", await AskAsync("user", "u3"));
        Assert.Contains("0.300000001", (await QueryAsync("table", "model", "a")).Output, StringComparison.Ordinal);
        Assert.Contains("cached share", (await QueryAsync("table", "user", "u1")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_statistics_have_for_each_model_what_any_has()
    {
        (await _workspace.AnalyzeAsync(_workspace.Write("log.csv", Rare), "--only", "models")).Succeeds();

        var models = _workspace.Json("per_model_stats/summary.json").GetProperty("models");
        AssertTotals("1 9/14 0.300000001", models[0]);
        AssertTotals("1 null null", models[1]);
    }

    [Fact]
    public async Task A_log_without_such_columns_has_no_such_numbers()
    {
        var plain = _workspace.WriteModels("log.csv", "a");
        (await _workspace.AnalyzeAsync(plain, "--only", "models")).Succeeds();
        await IngestAsync(File.ReadAllLines(plain));

        AssertTotals("- - -", _workspace.Json("per_model_stats/summary.json").GetProperty("models")[0]);
        AssertTotals("- - -", await AskAsync("model", "a"));
        AssertTotals("- - -", await AskAsync("user", "u0"));
        Assert.DoesNotContain("Totals", (await QueryAsync("table", "model", "a")).Output, StringComparison.Ordinal);
    }

    private static void AssertTotals(string expected, JsonElement of) => Assert.Equal(
        expected, string.Join(' ', Text(of, "failed"), Text(of, "cached_share").Replace($"{9 / 14.0:R}", "9/14"), Text(of, "cost")));

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetRawText() : "-";

    private async Task IngestAsync(string[] lines) => (await CommandRun.OfAsync("ingest", _workspace.Write("rare.csv", lines), "--state",
        _workspace.State, "--dataset", "rare", "--partitions", "1")).Succeeds();

    private async Task<JsonElement> AskAsync(params string[] what) => (await QueryAsync("json", what)).Json();

    private async Task<CommandRun> QueryAsync(string format, params string[] what) =>
        (await CommandRun.OfAsync(["query", .. what, "--state", _workspace.State, "--format", format])).Succeeds();
}
