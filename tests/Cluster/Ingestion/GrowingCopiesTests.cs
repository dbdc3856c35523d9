using LlmWorkload.Tests.Commands;

namespace LlmWorkload.Tests.Ingestion;

/// <summary>
/// Copies of a log of which one grows, or both do, and logs that are read with other options than before: no row is lost, and none counts
/// twice.
/// </summary>
public sealed class GrowingCopiesTests : IDisposable
{
    private const string Header = "started_at,model,user_id,input_tokens,output_tokens";

    private readonly Workspace _workspace = new();
    private readonly string _state = Path.Combine(Path.GetTempPath(), $"llmwl-growing-{Guid.NewGuid():N}");

    public void Dispose()
    {
        _workspace.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    [Theory]
    [InlineData("a.csv", "b.csv")]
    [InlineData("b.csv", "a.csv")]
    public async Task Of_two_copies_one_grows(string grows, string stays)
    {
        Append(grows, 0, 10);
        File.Copy(At(grows), At(stays));
        Assert.Equal(10, await RowsAsync(_workspace.Root));
        Append(grows, 10, 10);
        Assert.Equal(20, await RowsAsync(_workspace.Root));
        Assert.Equal(20, await RowsAsync(_workspace.Root));
        Append(grows, 20, 5);
        Assert.Equal(25, await RowsAsync(_workspace.Root));
    }

    [Fact]
    public async Task Of_two_copies_both_grow_and_go_apart()
    {
        Append("a.csv", 0, 10);
        File.Copy(At("a.csv"), At("b.csv"));
        Assert.Equal(10, await RowsAsync(_workspace.Root));
        Append("a.csv", 10, 10);
        Append("b.csv", 500, 1);
        Assert.Equal(31, await RowsAsync(_workspace.Root));
        Assert.Equal(31, await RowsAsync(_workspace.Root));
    }

    [Fact]
    public async Task Of_two_copies_both_grow_by_the_same_and_one_by_more()
    {
        Append("a.csv", 0, 10);
        File.Copy(At("a.csv"), At("b.csv"));
        Assert.Equal(10, await RowsAsync(_workspace.Root));
        Append("a.csv", 10, 5);
        Append("b.csv", 10, 8);
        Assert.Equal(18, await RowsAsync(_workspace.Root));
    }

    [Fact]
    public async Task A_line_behind_the_text_of_a_copy_is_not_passed_over()
    {
        Append("b.csv", 0, 10);
        Assert.Equal(10, await RowsAsync(_workspace.Root));
        File.WriteAllText(At("c.csv"), File.ReadAllText(At("b.csv")) + "bad\n");
        var run = await IngestAsync([_workspace.Root]);
        Assert.Equal(1, run.Json().GetProperty("files")[0].GetProperty("rejected").GetProperty("field_count").GetInt64());
        Assert.Equal(10, run.Json().GetProperty("rows").GetInt64());
    }

    [Theory]
    [InlineData("--model", "x")]
    [InlineData("--model-from-filename")]
    public async Task An_option_that_changes_nothing_makes_no_other_file(params string[] options)
    {
        Append("a.csv", 0, 10);
        Assert.Equal(10, await RowsAsync(At("a.csv")));
        Assert.Equal(10, (await IngestAsync([At("a.csv"), .. options])).Json().GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task A_file_that_was_read_with_other_options_is_refused()
    {
        Append("a.csv", 0, 10);
        Assert.Equal(10, await RowsAsync(At("a.csv")));
        (await IngestAsync([At("a.csv"), "--max-record-lines", "5"])).IsRefused("read with the usual options", "lines=5", "--reload");
        Assert.Equal(10, (await IngestAsync([At("a.csv"), "--max-record-lines", "5", "--reload"])).Json().GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task A_file_without_a_column_of_models_is_of_one_model_at_a_time()
    {
        File.WriteAllText(At("a.csv"), "started_at,user_id\n2025-01-06T00:00:00Z,u\n");
        Assert.Equal(1, (await IngestAsync([At("a.csv"), "--model", "x"])).Json().GetProperty("rows").GetInt64());
        (await IngestAsync([At("a.csv"), "--model", "y"])).IsRefused("model=x", "model=y", "--reload");
    }

    [Fact]
    public async Task A_rotated_file_keeps_the_model_that_its_name_says()
    {
        File.WriteAllText(At("gpt.csv"), "started_at,user_id\n2025-01-06T00:00:00Z,u\n");
        Assert.Equal(1, (await IngestAsync([_workspace.Root, "--model-from-filename"])).Json().GetProperty("rows").GetInt64());
        File.Move(At("gpt.csv"), At("gpt.csv.1"));
        File.WriteAllText(At("gpt.csv"), "started_at,user_id\n2025-01-06T00:00:10Z,u\n");
        Assert.Equal(2, (await IngestAsync([_workspace.Root, "--model-from-filename"])).Json().GetProperty("rows").GetInt64());
        var models = await CommandRun.OfAsync("query", "models", "--dataset", "d", "--state", _state, "--format", "json");
        Assert.Equal(["gpt"], models.Json().EnumerateArray().Select(model => model.GetProperty("model").GetString()));
    }

    private string At(string name) => Path.Combine(_workspace.Root, name);

    private void Append(string name, int from, int rows)
    {
        if (!File.Exists(At(name))) File.WriteAllText(At(name), Header + "\n");
        File.AppendAllLines(At(name), Enumerable.Range(from, rows)
            .Select(i => $"{new DateTime(2025, 1, 6).AddSeconds(i):yyyy-MM-ddTHH:mm:ss}Z,m,u{i % 5},{100 + i},10"));
    }

    private Task<CommandRun> IngestAsync(string[] arguments) =>
        CommandRun.OfAsync(["ingest", .. arguments, "--dataset", "d", "--state", _state, "--format", "json", "--partitions", "2"]);

    private async Task<long> RowsAsync(params string[] files) => (await IngestAsync(files)).Json().GetProperty("rows").GetInt64();
}
