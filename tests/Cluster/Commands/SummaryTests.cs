using System.Globalization;
using System.Text.Json;

namespace LlmWorkload.Tests.Commands;

/// <summary>The first answer: what <c>query overview</c> and <c>analyze</c> print of a dataset.</summary>
public sealed class SummaryTests(QueriedDataset dataset) : IClassFixture<QueriedDataset>
{
    [Fact]
    public async Task The_summary_has_the_numbers_of_its_rows()
    {
        var summary = (await dataset.AskAsync("query", "overview", "--format", "json")).Json();
        Assert.Equal((5, 3, 3), (Whole(summary, "requests"), Whole(summary, "users"), Whole(summary, "models")));
        Assert.Equal((72, 18), (Whole(summary, "input_tokens"), Whole(summary, "output_tokens")));
        Assert.Equal((50.0, 0.1, 1.8), (Number(summary, "span_seconds"), Number(summary, "requests_per_second"),
            Number(summary, "tokens_per_second")));
        var minute = summary.GetProperty("busiest_minute");
        Assert.Equal(("2025-01-06T00:00:00.0000000Z", 5), (minute.GetProperty("start").GetString(), Whole(minute, "requests")));

        // Times to the first token are 0.5, 0.7 and 0.9 s, durations 2, 4 and 6 s. The first has one token: no time between tokens.
        Assert.Equal((3, 0.7, 0.896), Quantiles(summary, "ttft"));
        Assert.Equal((3, 4.0, 5.96), Quantiles(summary, "e2e"));
        Assert.Equal((2, 2.925, 3.2925), Quantiles(summary, "tpot")); // of (4 - 0.7)/1 and (6 - 0.9)/2
        Assert.Equal([("alpha", 3, 66), ("beta", 1, 10), ("gamma", 1, 14)], Entries(summary, "models_by_requests"));
        Assert.Equal([("alpha", 3, 66), ("gamma", 1, 14), ("beta", 1, 10)], Entries(summary, "models_by_tokens"));
        Assert.Equal([("u1", 3, 43), ("@u/3", 1, 14), ("u2", 1, 33)], Entries(summary, "users_by_requests"));
        Assert.Equal([("u1", 3, 43), ("u2", 1, 33), ("@u/3", 1, 14)], Entries(summary, "users_by_tokens"));
    }

    [Fact]
    public async Task CSV_and_JSON_have_the_same_values()
    {
        var json = (await dataset.AskAsync("query", "overview", "--format", "json")).Json();
        var rows = (await dataset.AskAsync("query", "overview", "--format", "csv")).Csv().Skip(1).ToList();
        Assert.All(rows, row => Assert.Equal(row[3], row[0] switch
        {
            "summary" when row[2].StartsWith("busiest_minute_", StringComparison.Ordinal) =>
                Text(json.GetProperty("busiest_minute").GetProperty(row[2]["busiest_minute_".Length..])),
            "summary" => json.TryGetProperty(row[2], out var value) ? Text(value) : "",
            "latency" => Text(json.GetProperty(row[1]).GetProperty(row[2])),
            _ => Text(json.GetProperty(row[0]).EnumerateArray().Single(entry => entry.GetProperty("id").GetString() == row[1])
                .GetProperty(row[2])),
        }));
    }

    [Fact]
    public async Task The_page_fits_80_columns_and_40_lines()
    {
        var lines = (await dataset.AskAsync("query", "overview")).Succeeds().Output.TrimEnd('\n').Split('\n');
        Assert.True(lines.Length <= 40, $"{lines.Length} lines");
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.StartsWith("winter: 2025-01-06 00:00:00 to 2025-01-06 00:00:50 UTC (50 s)", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("requests", "u1,@u/3,u2")]
    [InlineData("tokens", "u1,u2,@u/3")]
    public async Task Users_come_by_what_is_asked(string by, string users) => Assert.Equal(
        users,
        string.Join(',', (await dataset.AskAsync("query", "users", "--by", by, "--format", "csv")).Csv().Skip(1).Select(row => row[0])));

    [Theory]
    [InlineData("requests", "alpha,beta,gamma")]
    [InlineData("Tokens", "alpha,gamma,beta")]
    public async Task Models_come_by_what_is_asked(string by, string models) => Assert.Equal(
        models,
        string.Join(',', (await dataset.AskAsync("query", "models", "--by", by, "--format", "csv")).Csv().Skip(1).Select(row => row[0])));

    [Fact]
    public async Task Cost_and_failures_have_columns_and_orders_where_a_log_has_them()
    {
        using var workspace = new Workspace();
        var log = workspace.Write(
            "log.csv",
            "model,user,started_at,input_tokens,output_tokens,cached_tokens,cost,status",
            "a,u1,2025-01-06 00:00:00,10,1,5,0.000000001,200",
            "a,u2,2025-01-06 00:00:01,10,1,5,0.5,500",
            "b,u2,2025-01-06 00:00:59,10,1,,0.25,200",
            "b,u3,2025-01-06 00:01:00,10,1,,,500",
            "b,u3,2025-01-06 00:01:01,10,1,,,500");
        string[] state = ["--state", workspace.State, "--dataset", "d"];
        (await CommandRun.OfAsync(["ingest", log, "--partitions", "2", .. state])).Succeeds();
        var users = (await CommandRun.OfAsync(["query", "users", "--by", "cost", "--format", "csv", .. state])).Csv();
        Assert.Equal(["user", "requests", "models", "input_tokens", "output_tokens", "failed", "cost"], users[0]);
        Assert.Equal(["u2,1,0.75", "u1,0,0.000000001", "u3,2,"], users.Skip(1).Select(row => $"{row[0]},{row[5]},{row[6]}"));
        users = (await CommandRun.OfAsync(["query", "users", "--by", "failed", "--top", "1", "--format", "csv", .. state])).Csv();
        Assert.Equal("u3", users[1][0]);
        var models = (await CommandRun.OfAsync(["query", "models", "--by", "failed", "--format", "csv", .. state])).Csv();
        Assert.Equal(["failed", "cached_share", "cost"], models[0][8..]);
        Assert.Equal(["b,2,,0.25", "a,1,0.5,0.500000001"], models.Skip(1).Select(row => $"{row[0]},{row[8]},{row[9]},{row[10]}"));
        var summary = (await CommandRun.OfAsync(["query", "overview", "--format", "json", .. state])).Json();
        Assert.Equal((3, 0.6, 0.5, 0.750000001), (Whole(summary, "failed"), Number(summary, "failed_share"), Number(summary, "cached_share"),
            Number(summary, "cost")));
        Assert.Equal(3, Whole(summary.GetProperty("busiest_minute"), "requests"));
    }

    [Fact]
    public async Task A_dataset_is_analysed_without_its_files_and_told_before_figures_are_drawn()
    {
        using var workspace = new Workspace();
        var run = (await dataset.AskAsync("overview", "--dataset", "winter", "--output", workspace.Figures)).Succeeds();
        Assert.StartsWith("winter: 2025-01-06 00:00:00", run.Output, StringComparison.Ordinal);
        Assert.Contains("overview/summary.json", workspace.Written());
        Assert.Equal("winter", workspace.Summary().GetProperty("dataset").GetString());
    }

    private static int Whole(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static double Number(JsonElement of, string name) => of.GetProperty(name).GetDouble();

    private static (int N, double P50, double P99) Quantiles(JsonElement summary, string name)
    {
        var of = summary.GetProperty(name);
        return (Whole(of, "n"), Math.Round(Number(of, "p50"), 9), Math.Round(Number(of, "p99"), 9));
    }

    private static IEnumerable<(string Id, int Requests, int Tokens)> Entries(JsonElement summary, string name) =>
        summary.GetProperty(name).EnumerateArray().Select(entry =>
            (entry.GetProperty("id").GetString()!, Whole(entry, "requests"), Whole(entry, "tokens")));

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ when value.TryGetInt64(out var whole) => whole.ToString(CultureInfo.InvariantCulture),
        _ => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
    };
}
