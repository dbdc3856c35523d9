namespace LlmWorkload.Tests.Commands;

/// <summary>Ingestions that do not come to their end.</summary>
public sealed class IncompleteDatasetTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task After_a_failed_first_ingestion_nothing_is_left()
    {
        var log = _workspace.Write(
            "log.csv", [.. await File.ReadAllLinesAsync(_workspace.WriteModels("whole.csv", Enumerable.Repeat("alpha", 3_000))), "alpha"]);
        var run = await CommandRun.OfAsync(
            "analyze", log, "--strict", "--chunk-records", "500", "--output", _workspace.Figures, "--state",
            _workspace.State, "--partitions", "2");
        run.IsRefused($"{log}:3002: field_count");
        Assert.False(Directory.Exists(_workspace.Figures));
        Assert.Equal("[]\n", (await AskAsync("datasets", "list", "--format", "json")).Output);
        (await AskAsync("query", "models")).IsRefused("There is no dataset yet. Ingest a file first: llmwl ingest FILE");
    }

    [Fact]
    public async Task A_question_to_an_incomplete_dataset_says_so()
    {
        var whole = _workspace.WriteModels("whole.csv", "alpha", "beta");
        (await CommandRun.OfAsync("ingest", whole, "--dataset", "winter", "--state", _workspace.State, "--partitions", "2")).Succeeds();
        var cut = _workspace.Write(
            "cut.csv", [.. await File.ReadAllLinesAsync(_workspace.WriteModels("more.csv", Enumerable.Repeat("alpha", 3_000))), "alpha"]);
        var failed = await CommandRun.OfAsync(
            "ingest", cut, "--strict", "--dataset", "winter", "--state", _workspace.State, "--chunk-records", "500");
        failed.IsRefused($"{cut}:3002: field_count");

        var models = (await AskAsync("query", "models", "--format", "json")).Succeeds();
        Assert.Contains("Dataset winter is incomplete: cut.csv was not read to the end", models.Error, StringComparison.Ordinal);
        Assert.NotEmpty(models.Json().EnumerateArray());
        Assert.Empty((await AskAsync("query", "models", "--quiet")).Error);
        Assert.False((await AskAsync("datasets", "list", "--format", "json")).Json()[0].GetProperty("complete").GetBoolean());
        Assert.Equal("false", (await AskAsync("datasets", "list", "--format", "csv")).Csv()[1][4]);
    }

    private Task<CommandRun> AskAsync(params string[] arguments) => CommandRun.OfAsync([.. arguments, "--state", _workspace.State]);
}
