using System.Text;

namespace LlmWorkload.Tests.Commands;

/// <summary>Files that cannot be read: exit code 2, a message that says what and where, and no output.</summary>
public sealed class DamagedInputTests : IDisposable
{
    private const string Row = "alpha,chat,u1,2025-01-06 00:00:00,2025-01-06 00:00:02,10,20,0.1";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_file_that_does_not_exist_is_named()
    {
        var log = Path.Combine(_workspace.Root, "nowhere.csv");
        await RefusedAsync(log, $"{log}: no such file or directory");
    }

    [Fact]
    public async Task A_folder_without_logs_is_named() => await RefusedAsync(
        _workspace.Root,
        $"{_workspace.Root}: the folder holds no log (.csv, .tsv, .jsonl, .json, .parquet, .log, rotated or not, compressed or not).");

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        var log = _workspace.Write("empty.csv");
        await RefusedAsync(log, $"{log}: the file is empty");
    }

    [Fact]
    public async Task A_header_without_rows_is_refused()
    {
        var log = _workspace.Write("header.csv", Workspace.Header);
        await RefusedAsync(log, $"{log}: there is a header but no rows");
    }

    [Theory]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"spanId\":\"1\"},{\"spanId\":\"2\"}]}]}]}",
        "no record is a request: 2 of 2 are not one model call")]
    [InlineData("{\"benchmarks\":[]}", "it has no requests")]
    [InlineData("{\"input_lens\":[],\"output_lens\":[],\"start_times\":[]}", "it has no requests")]
    public async Task JSON_without_requests_is_refused_by_what_it_has(string text, string words)
    {
        var log = _workspace.Write("log.json", text);
        await RefusedAsync(log, $"{log}: {words}.");
        var inspected = await CommandRun.OfAsync(["inspect", log]);
        Assert.Equal(2, inspected.ExitCode);
        Assert.Contains($"{log}: {words}.", inspected.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_of_which_all_failed_and_were_left_out_are_told()
    {
        var log = _workspace.Write("log.csv", "model,started_at,status", "m,2025-01-06T00:00:00.5Z,500");
        var run = await CommandRun.OfAsync(["inspect", log, "--drop-failed"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no record is left: 1 of 1 failed and were left out (--drop-failed)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_column_is_told_with_the_names_found_and_accepted()
    {
        var log = _workspace.Write("columns.csv", "chute_id,when,input_tokens", "alpha,2025-01-06 00:00:00,3");
        await RefusedAsync(
            log, $"{log}: ", "no column for the start instant", "started_at, timestamp, start_time",
            "Names found: chute_id, when, input_tokens");
    }

    [Fact]
    public async Task A_missing_model_column_is_told_with_the_options_that_replace_it()
    {
        var log = _workspace.Write("columns.csv", "started_at", "2025-01-06 00:00:00");
        await RefusedAsync(
            log, "no column for the model", "chute_id, model, model_name, model_id", "--model NAME", "--model-from-filename");
    }

    [Fact]
    public async Task A_second_file_that_is_damaged_is_found_before_any_row_is_stored()
    {
        var whole = _workspace.Write("whole.csv", Workspace.Header, Row);
        var damaged = _workspace.Write("damaged.csv", "nothing", "1");
        var run = await CommandRun.OfAsync("ingest", whole, damaged, "--state", _workspace.State);
        run.IsRefused($"{damaged}: ", "no column for the start instant");
        Assert.Equal(
            0, (await CommandRun.OfAsync("datasets", "list", "--state", _workspace.State, "--format", "json")).Json().GetArrayLength());
    }

    [Fact]
    public async Task A_binary_file_is_refused()
    {
        var log = _workspace.Write("picture.csv", [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 1, 2, 3]);
        await RefusedAsync(log, $"{log}: the file holds binary data and does not look like CSV");
    }

    [Fact]
    public async Task A_truncated_gzip_file_is_refused_and_leaves_no_dataset()
    {
        var rows = Enumerable.Range(0, 20_000).Select(
            i => $"alpha,chat,u{i * 7919 % 1000},2025-01-06 00:00:00.{i:000000},,{i * 31 % 977},{i * 17 % 991},0.{i:000000}");
        var whole = Workspace.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', [Workspace.Header, .. rows])));
        var log = _workspace.Write("cut.csv.gz", whole[..(whole.Length / 2)]);
        var run = await CommandRun.OfAsync("ingest", log, "--state", _workspace.State, "--chunk-records", "1000", "--partitions", "2");
        run.IsRefused($"{log}: ", "rows could be read before it");
        Assert.Equal(
            0, (await CommandRun.OfAsync("datasets", "list", "--state", _workspace.State, "--format", "json")).Json().GetArrayLength());
    }

    [Fact]
    public async Task A_header_of_ten_megabytes_is_refused()
    {
        var log = _workspace.Write("wide.csv", new string('x', 10_000_000), "1");
        await RefusedAsync(log, $"{log}:1: the header is longer than 1,048,576 bytes");
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_in_a_large_file_costs_its_own_line()
    {
        var log = _workspace.Write("quote.csv", [Workspace.Header, Row, "\"alpha" + Row, .. Enumerable.Repeat(Row, 20_000)]);
        var run = (await _workspace.AnalyzeAsync(log, "--top", "0")).Succeeds();
        Assert.Contains("1 row was rejected: unclosed_quote 1", run.Error, StringComparison.Ordinal);
        Assert.Equal(20_001, _workspace.Summary().GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task A_file_whose_rows_are_all_rejected_is_refused_with_the_reasons_an_example_and_the_rows()
    {
        var log = _workspace.Write("rejected.csv", Workspace.Header, "alpha", "alpha,chat,u1,yesterday,,1,2,0.1");
        var run = await _workspace.AnalyzeAsync(log);
        Assert.Equal(2, run.ExitCode);
        var table = Path.Combine(_workspace.Figures, "rejected.csv");
        foreach (var words in (string[])[$"{log}: all 2 rows were rejected", "field_count: 1", "started_invalid: 1",
            $"{log}:2: 1 fields where the header has 8", "The row: alpha", table])
            Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.Equal(["2", "3"], CsvText.Table(await File.ReadAllTextAsync(table)).Skip(1).Select(record => record[1]));
        Assert.Equal(["rejected.csv"], _workspace.Written());
    }

    [Fact]
    public async Task A_file_of_a_folder_whose_rows_are_all_rejected_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_workspace.Root, "logs"));
        _workspace.Write("logs/broken.csv", [Workspace.Header, .. Enumerable.Repeat("alpha", 6)]);
        _workspace.Write("logs/whole.csv", Workspace.Header, Row, "alpha");
        var run = (await _workspace.AnalyzeAsync(Path.Combine(_workspace.Root, "logs"), "--only", "overview", "--top", "0")).Succeeds();
        Assert.Contains("broken.csv: all 6 rows were rejected: field_count 6", run.Error, StringComparison.Ordinal);
        Assert.Contains("\n7 rows were rejected: field_count 7", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("whole.csv: all", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrupt_gzip_file_is_told_as_damaged()
    {
        var damaged = Workspace.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', [Workspace.Header, Row])));
        damaged[2] = 9;
        var log = _workspace.Write("damaged.csv.gz", damaged);
        await RefusedAsync(log, $"{log}: ", "the gzip data is corrupt: the compressed data is damaged");
    }

    [Fact]
    public async Task A_models_file_that_is_no_JSON_is_told_with_its_line()
    {
        var log = _workspace.Write("log.csv", Workspace.Header, Row);
        var names = _workspace.Write("names.json", "{", "  \"items\": oops");
        (await _workspace.AnalyzeAsync(log, "--models", names)).IsRefused($"{names}:2: not valid JSON");
    }

    [Fact]
    public async Task A_log_given_twice_is_refused()
    {
        var log = _workspace.Write("log.csv", Workspace.Header, Row);
        (await _workspace.AnalyzeAsync(log, log)).IsRefused($"{log}: given twice");
    }

    private async Task RefusedAsync(string log, params string[] words)
    {
        (await _workspace.AnalyzeAsync(log)).IsRefused(words);
        Assert.False(Directory.Exists(_workspace.Figures));
    }
}
