namespace LlmWorkload.Tests.Commands;

/// <summary><c>llmwl inspect</c>: what is shown, what is refused, and that nothing is kept.</summary>
public sealed class InspectCommandTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_log_is_shown_with_its_columns_first_requests_and_doubts()
    {
        var log = _workspace.Write("log.csv", Workspace.Gzip("timestamp|model|latency_ms|tokens_total\n0.5|m|250|7\n1.25|m||8\n"u8.ToArray()));
        var run = (await CommandRun.OfAsync("inspect", log)).Succeeds();
        Assert.Empty(run.Error);
        Assert.Contains("log.csv: format requests (by its names), CSV, gzip, separator '|'; all 2 records were read, 2 of them are requests",
            run.Output, StringComparison.Ordinal);
        Assert.Matches(@"latency_ms +│ duration +│ ms", run.Output);
        Assert.Matches(@"tokens_total +│ \(not read\)", run.Output);
        Assert.Matches(@"1970-01-01T00:00:00\.5000000Z │ *– *│ *m *│ *– *│ *– *│ *– *│ *0\.25", run.Output);
        Assert.Contains("Doubt: log.csv: no field is read from tokens_total, by name token counts", run.Output, StringComparison.Ordinal);
        Assert.Contains("Doubt: every instant lies before 1973-03-03", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_and_CSV_are_for_programs()
    {
        var log = _workspace.WriteModels("log.csv", "alpha", "beta");
        var file = (await CommandRun.OfAsync("inspect", log, "--rows", "1", "--format", "json")).Json().GetProperty("files")[0];
        Assert.Equal(("log.csv", "columns", false, 1L), (file.GetProperty("name").GetString(), file.GetProperty("format_from").GetString(),
            file.GetProperty("whole").GetBoolean(), file.GetProperty("records").GetInt64()));
        Assert.Equal("alpha", file.GetProperty("first")[0].GetProperty("model").GetString());
        var table = (await CommandRun.OfAsync("inspect", log, "--format", "csv")).Csv();
        Assert.Equal(["file", "column", "field", "unit"], table[0]);
        Assert.Contains(table, row => row is ["log.csv", "chute_id", "model", ""]);
        Assert.Contains(table, row => row is ["log.csv", "ttft", "ttft", "s"]);
    }

    [Fact]
    public async Task A_named_format_and_a_folder_are_taken_as_by_ingest()
    {
        _workspace.Write("logs/a.csv", "Timestamp,Model,Request tokens,Response tokens", "1,m,2,3");
        _workspace.Write("logs/b.jsonl", """{"timestamp":0.5,"input_length":2,"output_length":3,"hash_ids":[1]}""");
        _workspace.Write("logs/empty.csv");
        _workspace.Write("logs/notes.txt", "x");
        var logs = Path.Combine(_workspace.Root, "logs");
        var refused = await CommandRun.OfAsync("inspect", logs);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Give --format guidellm", refused.Error, StringComparison.Ordinal);
        File.Delete(Path.Combine(logs, "a.csv"));
        var run = (await CommandRun.OfAsync("inspect", logs, "--format", "guidellm,json")).Json();
        var file = Assert.Single(run.GetProperty("files").EnumerateArray());
        Assert.Equal(("guidellm", "option"), (file.GetProperty("format").GetString(), file.GetProperty("format_from").GetString()));
        Assert.Equal(2, run.GetProperty("left_out").GetArrayLength());
    }

    [Theory]
    [InlineData("a,b", "1,2")]
    [InlineData("timestamp,model", "45292.5,m")]
    [InlineData("timestamp,model", "soon,m")]
    [InlineData("timestamp,model", "")]
    public async Task What_ingest_refuses_is_refused_with_the_same_words(string header, string row)
    {
        var log = _workspace.Write("log.csv", header, row);
        var ingest = await CommandRun.OfAsync("ingest", log, "--storage", "Memory", "--partitions", "1");
        var inspect = await CommandRun.OfAsync("inspect", log);
        Assert.Equal((2, 2), (ingest.ExitCode, inspect.ExitCode));
        Assert.Equal(ingest.Error, inspect.Error);
    }

    [Fact]
    public async Task A_log_of_rejected_rows_alone_is_shown_before_it_is_refused()
    {
        var run = await CommandRun.OfAsync("inspect", _workspace.Write("log.csv", "timestamp,model", "soon,m", "1736121600,m,"));
        Assert.Equal(2, run.ExitCode);
        Assert.Matches(@"field_count +│ +1 │ +3 │ 3 fields where the header has 2", run.Output);
        Assert.Matches(@"started_invalid +│ +1 │ +2 │ column timestamp holds 'soon'", run.Output);
        Assert.Contains("all 2 rows were rejected", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_screen_of_the_help_names_it()
    {
        var lines = (await CommandRun.OfAsync("--help")).Succeeds().Output.Split('\n');
        Assert.Contains(lines.Take(24), line => line.StartsWith("  inspect <FILE>", StringComparison.Ordinal));
        Assert.Contains("  llmwl inspect requests.csv.gz", lines);
    }
}
