using System.Text.Json;
using LlmWorkload.Tests.Commands;

namespace LlmWorkload.Tests.Scopes;

/// <summary>Scopes on command lines, over the small dataset of <see cref="QueriedDataset"/>.</summary>
public sealed class ScopeCommandTests(QueriedDataset dataset) : IClassFixture<QueriedDataset>, IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("--user", "u1", 2, 1)]
    [InlineData("--user", "u1,u2", 3, 1)]
    [InlineData("--model", "twin", 0, 2)]
    [InlineData("--from", "+10", 2, 2)]
    [InlineData("--to", "2025-01-06T00:00:30Z", 2, 0)]
    [InlineData("--function", "chat", 3, 2)]
    [InlineData("--status", "ok", 3, 2)]
    public async Task Models_are_those_of_the_kept_rows(string option, string value, int alpha, int others)
    {
        var models = (await dataset.AskAsync("query", "models", "--dataset", QueriedDataset.Name, option, value, "--format", "csv")).Csv();

        Assert.Equal(alpha, models.Skip(1).Where(row => row[0] == "alpha").Sum(row => int.Parse(row[2])));
        Assert.Equal(others, models.Skip(1).Where(row => row[0] != "alpha").Sum(row => int.Parse(row[2])));
    }

    [Fact]
    public async Task A_model_and_a_user_are_described_within_the_scope()
    {
        var model = (await dataset.AskAsync("query", "model", "alpha", "--user", "u1", "--format", "json")).Json();
        Assert.Equal(2, model.GetProperty("requests").GetInt32());
        var user = (await dataset.AskAsync("query", "user", "u1", "--model", "beta", "--format", "json")).Json();
        Assert.Equal(1, user.GetProperty("requests").GetInt32());
        var overview = (await dataset.AskAsync("query", "overview", "--from", "+10s", "--to", "+50s", "--format", "json")).Json();
        Assert.Equal(3, overview.GetProperty("rows").GetInt32());
        Assert.Equal("scope", overview.EnumerateObject().First().Name);
        Assert.Equal("2025-01-06T00:00:10.0000000Z", overview.GetProperty("scope").GetProperty("from").GetString());
        Assert.Equal(JsonValueKind.Null, overview.GetProperty("scope").GetProperty("models").ValueKind);
    }

    [Theory]
    [InlineData("no model 'delta'", "--model", "delta")]
    [InlineData("no model 'delta'", "--model", "alpha,delta")]
    [InlineData("no user 'u9'", "--user", "u9")]
    [InlineData("no function 'chatt'; the nearest is 'chat'", "--function", "chatt")]
    [InlineData("no user 'u12'", "--user", "u12")]
    [InlineData("no status '418'", "--status", "418")]
    [InlineData("no label 'team'", "--label", "team")]
    [InlineData("no instance 'gpu'", "--instance", "gpu")]
    [InlineData("no rows in this scope; its requests start from 2025-01-06T00:00:00", "--from", "2026-01-01")]
    [InlineData("no rows in this scope", "--status", "failed")]
    [InlineData("is empty; expected --from before --to", "--from", "+10", "--to", "+10")]
    [InlineData("--from is 'soon'; expected an instant", "--from", "soon")]
    [InlineData("--user is empty", "--user", ",")]
    public async Task What_there_is_not_is_refused(string words, params string[] scope) =>
        (await dataset.AskAsync(["query", "models", "--dataset", QueriedDataset.Name, .. scope])).IsRefused(words);

    [Fact]
    public async Task An_analysis_and_an_export_are_narrowed_and_say_so()
    {
        var log = _workspace.WriteModels("log.csv", "a", "b", "a", "c");
        (await _workspace.AnalyzeAsync(log, "--only", "models", "--top", "0", "--model", "a,c", "--to", "+25s")).Succeeds();

        Assert.Equal(2, _workspace.Summary().GetProperty("rows").GetInt32());
        Assert.Equal(4, _workspace.Summary().GetProperty("files")[0].GetProperty("rows").GetInt32());
        var models = _workspace.Summary().GetProperty("scope").GetProperty("models");
        Assert.Equal(["a", "c"], models.EnumerateArray().Select(id => id.GetString()));
        Assert.Equal("a", _workspace.Json("per_model_stats/summary.json").GetProperty("models")[0].GetProperty("id").GetString());

        var exported = await CommandRun.OfAsync(
            "export", "requests-csv", log, "--storage", "Memory", "--out", Path.Combine(_workspace.Root, "kept.csv"), "--user", "u1,u3");
        exported.Succeeds();
        Assert.Equal(["b", "c"], CsvText.Table(File.ReadAllText(Path.Combine(_workspace.Root, "kept.csv"))).Skip(1).Select(row => row[0]));
    }

    [Fact]
    public async Task Another_model_is_no_other_dataset()
    {
        var log = _workspace.WriteModels("log.csv", "a", "b");
        string[] state = ["--state", _workspace.State, "--output", _workspace.Figures, "--top", "0"];
        foreach (var model in (string[])["a", "b"])
            (await CommandRun.OfAsync(["models", log, "--model", model, .. state])).Succeeds();

        Assert.Single((await CommandRun.OfAsync("datasets", "list", "--state", _workspace.State, "--format", "csv")).Csv().Skip(1));
    }

    [Fact]
    public async Task The_model_of_a_file_without_models_names_it_and_narrows_nothing()
    {
        var log = _workspace.Write(
            "trace.csv", "timestamp,input_tokens,output_tokens", "2025-01-06 00:00:00,1,2", "2025-01-06 00:00:01,3,4");
        (await _workspace.AnalyzeAsync(log, "--only", "models", "--top", "0", "--model", "kimi")).Succeeds();

        Assert.Equal(2, _workspace.Summary().GetProperty("rows").GetInt32());
        Assert.False(_workspace.Summary().TryGetProperty("scope", out _));
    }

    [Fact]
    public async Task Results_of_another_scope_do_not_stay_beside_those_of_this_one()
    {
        var log = _workspace.WriteModels("log.csv", "a", "b", "a");
        (await _workspace.AnalyzeAsync(log, "--only", "users", "--top", "0")).Succeeds();
        (await _workspace.AnalyzeAsync(log, "--only", "models", "--top", "0", "--model", "a")).Succeeds();
        Assert.DoesNotContain("user_analysis/summary.json", _workspace.Written());

        (await _workspace.AnalyzeAsync(log, "--only", "users", "--top", "0", "--model", "a")).Succeeds();
        Assert.Contains("per_model_stats/summary.json", _workspace.Written());
    }

    [Fact]
    public async Task A_user_without_its_round_is_all_of_its_rounds()
    {
        var log = _workspace.Write(
            "rounds.csv", "model,user,rehash_round,started_at", "m,ann,1,2025-01-06 00:00:00", "m,ann,2,2025-01-06 00:00:01",
            "m,bob,1,2025-01-06 00:00:02", "m,,1,2025-01-06 00:00:03");
        string[] state = ["--state", _workspace.State];
        (await CommandRun.OfAsync(["ingest", log, "--dataset", "r", .. state])).Succeeds();

        Assert.Equal(2, await RowsAsync("--user", "ann"));
        Assert.Equal(1, await RowsAsync("--user", "ann@2"));
        Assert.Equal(2, await RowsAsync("--user", "bob,-"));

        async Task<int> RowsAsync(params string[] scope) =>
            (await CommandRun.OfAsync(["query", "overview", "--format", "json", .. state, .. scope])).Json().GetProperty("rows").GetInt32();
    }
}
