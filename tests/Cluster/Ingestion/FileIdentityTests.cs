using System.Text.Json;
using LlmWorkload.Tests.Commands;

namespace LlmWorkload.Tests.Ingestion;

/// <summary>A file is its text: copies count once, logs that grow are read on, edits are refused, whatever the files are called.</summary>
public sealed class FileIdentityTests : IDisposable
{
    private const string Header = "started_at,model,user_id,input_tokens,output_tokens";

    private readonly Workspace _workspace = new();

    private string Log => At("requests.csv");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_log_that_grew_is_read_on_from_where_it_was_left()
    {
        Append(Log, 0, 10);
        Assert.Equal(10, await RowsAsync(Log));
        Append(Log, 10, 10);
        Assert.Equal(20, await RowsAsync(Log));
        var again = await IngestAsync(Log);
        Assert.Equal(0, again.Json().GetProperty("added_rows").GetInt64());
        Assert.Equal(("2025-01-06T00:00:00.0000000Z", "2025-01-06T00:00:19.0000000Z"), (Text(again, "first"), Text(again, "last")));
    }

    [Fact]
    public async Task A_log_that_grew_inside_its_last_line_has_that_line_read_again()
    {
        Append(Log, 0, 10);
        var whole = File.ReadAllText(Log);
        File.WriteAllText(Log, whole[..^7]); // the last row lacks its last fields
        Assert.Equal(9, await RowsAsync(Log));
        File.WriteAllText(Log, whole);
        Append(Log, 10, 5);
        var run = await IngestAsync(Log);
        Assert.Equal(15, run.Json().GetProperty("rows").GetInt64());
        Assert.Equal("{}", run.Json().GetProperty("files")[0].GetProperty("rejected").GetRawText());
    }

    [Fact]
    public async Task A_log_without_a_last_line_break_that_grew_by_one_is_read_on()
    {
        Append(Log, 0, 10);
        File.WriteAllText(Log, File.ReadAllText(Log).TrimEnd('\n'));
        Assert.Equal(10, await RowsAsync(Log));
        File.AppendAllText(Log, "\n");
        Append(Log, 10, 10);
        Assert.Equal(20, await RowsAsync(Log));
    }

    [Fact]
    public async Task After_a_rotation_the_old_part_is_known_under_its_new_name()
    {
        Append(Log, 0, 10);
        await IngestAsync(Log);
        Append(Log, 10, 10);
        File.Move(Log, At("requests.csv.1"));
        Append(Log, 20, 5);
        Assert.Equal(25, await RowsAsync(At("requests.csv.1"), Log));
        Assert.Equal(25, await RowsAsync(Log));
        var names = (await IngestAsync(Log)).Json().GetProperty("files").EnumerateArray().Select(
            file => file.GetProperty("name").GetString());
        Assert.Equal(["requests.csv.1", "requests.csv"], names);
    }

    [Fact]
    public async Task A_log_that_took_the_place_of_an_older_one_is_a_new_file()
    {
        Append(Log, 0, 10);
        await IngestAsync(Log);
        File.Delete(Log);
        Append(Log, 100, 7);
        Assert.Equal(17, await RowsAsync(Log));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    public async Task An_edit_of_equal_length_is_refused_with_the_remedy_and_changes_nothing(int row)
    {
        Append(Log, 0, 10);
        await IngestAsync(Log);
        File.WriteAllText(Log, File.ReadAllText(Log).Replace($",{100 + row},", $",{900 + row},", StringComparison.Ordinal));
        Append(At("other.csv"), 50, 3);
        var run = await IngestAsync(At("other.csv"), Log);
        run.IsRefused($"{Log}: the file has changed since it was ingested", "--reload");
        Assert.Equal(10, (await CommandRun.OfAsync("datasets", "show", "d", "--state", _workspace.State, "--format", "json")).Json()
            .GetProperty("rows").GetInt64());
        Assert.Equal(10, await RowsAsync(Log, "--reload"));
    }

    [Fact]
    public async Task A_dataset_that_nobody_named_is_read_anew_where_its_file_changed()
    {
        Append(Log, 0, 10);
        Assert.Equal(104.5, await MeanAsync());
        Assert.Contains("answered from the state", (await AnalyzeAsync(Log)).Error, StringComparison.Ordinal);
        File.WriteAllText(Log, File.ReadAllText(Log).Replace(",109,", ",209,", StringComparison.Ordinal));
        Assert.Equal(114.5, await MeanAsync());
        Append(Log, 10, 1);
        Assert.Equal((114.5 * 10 + 110) / 11, await MeanAsync(), 1e-9);
    }

    [Fact]
    public async Task Copies_count_once_compressed_or_not_whole_or_in_part_and_it_is_said()
    {
        Append(Log, 0, 10);
        File.Copy(Log, At("part.csv"));
        Append(Log, 10, 10);
        File.WriteAllBytes(At("requests.csv.gz"), Workspace.Gzip(File.ReadAllBytes(Log)));
        var run = await IngestAsync(At("part.csv"), Log, At("requests.csv.gz"));
        Assert.Equal(20, run.Json().GetProperty("rows").GetInt64());
        Assert.Contains(
            $"{At("part.csv")}: the same content as the beginning of {Log}, which counts once", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{At("requests.csv.gz")}: the same content as {Log}, which counts once", run.Error, StringComparison.Ordinal);

        // The same when the others come later.
        Assert.Equal(20, await RowsAsync(At("requests.csv.gz")));
        Assert.Equal(20, await RowsAsync(At("part.csv")));
        Assert.Equal(20, await RowsAsync(Log));
    }

    [Fact]
    public async Task A_folder_is_read_with_all_below_it_and_what_is_left_out_is_named()
    {
        var folder = At("logs");
        Directory.CreateDirectory(Path.Combine(folder, "2025-01"));
        Append(Path.Combine(folder, "requests.csv"), 0, 7);
        Append(Path.Combine(folder, "requests.csv.1"), 7, 4);
        Append(Path.Combine(folder, "2025-01", "requests.csv"), 11, 2);
        Append(Path.Combine(folder, "plain"), 13, 4);
        File.WriteAllBytes(Path.Combine(folder, "requests-20250101.gz"), Workspace.Gzip(File.ReadAllBytes(Path.Combine(folder, "plain"))));
        File.WriteAllText(
            Path.Combine(folder, "more.tsv"), File.ReadAllText(Path.Combine(folder, "2025-01", "requests.csv"))
            .Replace(",1", "\t3", StringComparison.Ordinal).Replace(',', '\t'));
        File.WriteAllText(Path.Combine(folder, "empty.csv"), "");
        File.WriteAllText(Path.Combine(folder, "backup.2"), "no log at all\n");
        var run = await IngestAsync(folder);
        Assert.Equal(19, run.Json().GetProperty("rows").GetInt64());
        foreach (var name in (string[])["plain (no log by its name)", "empty.csv (empty)", "backup.2 (no log by its name and its header)"])
            Assert.Contains(name, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pipe_is_read_once_and_counts_once(bool isCompressed)
    {
        Append(Log, 0, 2_000);
        var content = File.ReadAllBytes(Log);
        Assert.Equal(2_000, await PipeAsync("one", isCompressed ? Workspace.Gzip(content) : content));
        Assert.Equal(2_000, await PipeAsync("two", content));
        Assert.Equal(2_000, await RowsAsync(Log));
        Append(Log, 2_000, 10);
        Assert.Equal(2_010, await PipeAsync("three", File.ReadAllBytes(Log)));
    }

    [Fact]
    public async Task A_pipe_that_holds_no_log_is_refused() =>
        Assert.Equal(2, (await PipedAsync("broken", "nothing\n1\n"u8.ToArray())).ExitCode);

    [Fact]
    public async Task An_unfinished_ingestion_of_a_log_that_then_grew_has_every_row_once()
    {
        Append(Log, 0, 1_000);
        await InterruptAsync();
        Append(Log, 1_000, 500);
        Assert.Equal(1_500, await RowsAsync(Log, "--chunk-records", "64"));
        Assert.Equal(
            1_500, (await CommandRun.OfAsync("query", "overview", "--dataset", "d", "--state", _workspace.State, "--format", "json")).Json()
            .GetProperty("rows").GetInt64());
    }

    // A row that cannot be read ends a strict ingestion in the middle, behind chunks that are stored.
    private async Task InterruptAsync()
    {
        var text = File.ReadAllText(Log);
        File.WriteAllText(Log, text + "oops\n");
        var run = await CommandRun.OfAsync(
            "ingest", Log, "--dataset", "d", "--state", _workspace.State, "--chunk-records", "64", "--strict", "--format", "json");
        Assert.Equal(2, run.ExitCode);
        File.WriteAllText(Log, text);
    }

    private async Task<long> PipeAsync(string name, byte[] content) =>
        (await PipedAsync(name, content)).Json().GetProperty("rows").GetInt64();

    private async Task<CommandRun> PipedAsync(string name, byte[] content)
    {
        (await Tool.RequireAsync("coreutils", "mkfifo", At(name))).Succeeded();
        var writing = Task.Run(() =>
        {
            try
            {
                using var pipe = new FileStream(At(name), FileMode.Open, FileAccess.Write);
                pipe.Write(content);
            }
            catch (IOException)
            {
                // The reader has seen enough.
            }
        });
        var run = await IngestAsync(At(name));
        await writing.WaitAsync(TimeSpan.FromMinutes(1));
        return run;
    }

    private string At(string name) => Path.Combine(_workspace.Root, name);

    private static void Append(string path, int from, int rows)
    {
        if (!File.Exists(path)) File.WriteAllText(path, Header + "\n");
        File.AppendAllLines(
            path, Enumerable.Range(from, rows).Select(
            i => $"{new DateTime(2025, 1, 6).AddSeconds(i):yyyy-MM-ddTHH:mm:ss}Z,m,u{i % 5},{100 + i},10"));
    }

    private static string? Text(CommandRun run, string name) => run.Json().GetProperty(name).GetString();

    private Task<CommandRun> IngestAsync(params string[] files) =>
        CommandRun.OfAsync(["ingest", .. files, "--dataset", "d", "--state", _workspace.State, "--format", "json", "--partitions", "2"]);

    private async Task<long> RowsAsync(params string[] files) => (await IngestAsync(files)).Json().GetProperty("rows").GetInt64();

    private async Task<CommandRun> AnalyzeAsync(params string[] files) =>
        (await CommandRun.OfAsync(
            ["analyze", .. files, "--only", "overview", "--top", "0", "--state", _workspace.State, "--output", _workspace.Figures,
            "--partitions", "2"])).Succeeds();

    private async Task<double> MeanAsync()
    {
        await AnalyzeAsync(Log);
        return _workspace.Json("overview/summary.json").GetProperty("numeric").GetProperty("input_tokens").GetProperty("mean").GetDouble();
    }
}
