using System.Text;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Commands;

/// <summary>Rows that are rejected, from the file to the output folder.</summary>
public sealed class RejectedRowTests : IDisposable
{
    private const string Row = "alpha,chat,u1,2025-01-06 00:00:00,2025-01-06 00:00:02,10,20,0.1";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Every_reason_is_counted_in_the_summary_and_told_in_rejected_csv()
    {
        (string Reason, byte[] Raw)[] rows =
        [
            ("started_missing", Bytes("alpha,chat,u1,,2025-01-06 00:00:02,10,20,0.1,1")),
            ("started_invalid", Bytes("alpha,chat,u1,yesterday,2025-01-06 00:00:02,10,20,0.1,1")),
            ("model_missing", Bytes(",chat,u1,2025-01-06 00:00:00,2025-01-06 00:00:02,10,20,0.1,1")),
            ("completed_invalid", Bytes("alpha,chat,u1,2025-01-06 00:00:00,soon,10,20,0.1,1")),
            ("input_tokens_invalid", Bytes("alpha,chat,u1,2025-01-06 00:00:00,,ten,20,0.1,1")),
            ("output_tokens_invalid", Bytes("alpha,chat,u1,2025-01-06 00:00:00,,10,2.5,0.1,1")),
            ("ttft_invalid", Bytes("alpha,chat,u1,2025-01-06 00:00:00,,10,20,fast,1")),
            ("duration_invalid", Bytes("alpha,chat,u1,2025-01-06 00:00:00,,10,20,0.1,long")),
            ("field_count", Bytes("alpha,chat,u1")),
            ("record_too_long", Bytes(new string('x', 2_000_000))),
            ("unclosed_quote", Bytes("\"al\"pha,chat,u1,2025-01-06 00:00:00,,10,20,0.1,1")),
            ("nul_character", Bytes("al\0pha,chat,u1,2025-01-06 00:00:00,,10,20,0.1,1")),
            ("invalid_utf8", [.. Bytes("al"), 0xff, .. Bytes("pha,chat,u1,2025-01-06 00:00:00,,10,20,0.1,1")]),
        ];
        string[] others =
            ["json_invalid", "no_requests", "hash_ids_invalid", "cached_tokens_invalid", "queue_time_invalid", "cost_invalid"];
        Assert.Equal(
            RejectReason.All.Select(reason => reason.Text).Order(), rows.Select(row => row.Reason).Concat(others).Order());
        var log = _workspace.Write(
            "log.csv",
            [.. Bytes($"{Workspace.Header},duration\n{Row},1\n"), .. rows.SelectMany(row => (byte[])[.. row.Raw, (byte)'\n']),
                .. Bytes($"{Row},1\n")]);

        var run = (await _workspace.AnalyzeAsync(log, "--top", "0")).Succeeds();

        Assert.Contains(
            "13 rows were rejected: completed_invalid 1, duration_invalid 1, field_count 1", run.Error, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_workspace.Figures, "rejected.csv"), run.Error, StringComparison.Ordinal);
        var file = _workspace.Summary().GetProperty("files")[0];
        Assert.Equal(("log.csv", 2L), (file.GetProperty("name").GetString(), file.GetProperty("rows").GetInt64()));
        Assert.Equal(rows.Select(row => (row.Reason, 1L)).Order(), file.GetProperty("rejected").EnumerateObject()
            .Select(reason => (reason.Name, reason.Value.GetInt64())));
        var table = CsvText.Table(await File.ReadAllTextAsync(Path.Combine(_workspace.Figures, "rejected.csv")));
        Assert.Equal(["file", "line", "reason", "raw", "lines"], table[0]);
        Assert.Equal(rows.Select((row, i) => ("log.csv", $"{i + 3}", row.Reason)), table.Skip(1)
            .Select(record => (record[0], record[1], record[2])));
        Assert.All(rows.Zip(table.Skip(1)), pair => Assert.Equal(RawText(pair.First.Raw), pair.Second[3]));
    }

    [Fact]
    public async Task The_first_of_them_is_told_by_ingest_and_export_with_its_place_and_what_was_found()
    {
        var log = _workspace.Write("log.csv", Workspace.Header, Row, Row.Replace(",10,", ",ten,", StringComparison.Ordinal), "alpha");
        string[] ingest = ["ingest", log, "--dataset", "d", "--state", _workspace.State];
        var found = $"The first of them: {log}:3: ";
        var first = (await CommandRun.OfAsync(ingest)).Succeeds().Error;
        Assert.Contains(found, first, StringComparison.Ordinal);
        Assert.Contains("ten", first[first.IndexOf(found, StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("expected an integer such as 123", first, StringComparison.Ordinal);
        Assert.Contains("The first of them: log.csv:3: input_tokens_invalid; expected an integer such as 123 or 123.0. The row: alpha,",
            (await CommandRun.OfAsync(ingest)).Succeeds().Error, StringComparison.Ordinal);
        var export = await CommandRun.OfAsync(
            ["export", "requests-csv", log, "--storage", "Memory", "--out", Path.Combine(_workspace.Root, "out.csv")]);
        Assert.Contains(found, export.Succeeds().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_of_ten_megabytes_that_is_read_is_one_rejected_row()
    {
        var log = _workspace.Write(
            "log.csv", Workspace.Header, Row, $"alpha,{new string('x', 10_000_000)},u1,2025-01-06 00:00:01,,1,2,0.1", Row);
        (await _workspace.AnalyzeAsync(log, "--top", "0")).Succeeds();
        var file = _workspace.Summary().GetProperty("files")[0];
        Assert.Equal(2, file.GetProperty("rows").GetInt64());
        Assert.Equal(1, file.GetProperty("rejected").GetProperty("record_too_long").GetInt64());
        Assert.True(new FileInfo(Path.Combine(_workspace.Figures, "rejected.csv")).Length < 2_000);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_rejects_its_own_line()
    {
        var log = _workspace.Write("log.csv", Workspace.Header, Row, "\"alpha" + Row, Row);
        (await _workspace.AnalyzeAsync(log, "--top", "0")).Succeeds();
        var rejected = CsvText.Table(await File.ReadAllTextAsync(Path.Combine(_workspace.Figures, "rejected.csv")));
        Assert.Equal(["log.csv", "3", "unclosed_quote"], rejected[1][..3]);
        Assert.Equal(("\"alpha" + Row, "1"), (rejected[1][3], rejected[1][4]));
        Assert.Equal(2, _workspace.Summary().GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task No_more_than_the_first_thousand_rejected_rows_are_told()
    {
        var log = _workspace.Write("log.csv", [Workspace.Header, Row, .. Enumerable.Repeat("alpha", 1_500)]);
        var run = (await _workspace.AnalyzeAsync(log, "--top", "0", "--chunk-records", "400")).Succeeds();
        Assert.Contains("the first 1,000 of 1,500", run.Error, StringComparison.Ordinal);
        var rejected = CsvText.Table(await File.ReadAllTextAsync(Path.Combine(_workspace.Figures, "rejected.csv")));
        Assert.Equal(Enumerable.Range(3, 1_000).Select(line => $"{line}"), rejected.Skip(1).Select(record => record[1]));
    }

    [Theory]
    [InlineData(
        "alpha,chat,u1,yesterday,,10,20,0.1", "started_invalid", "column started_at holds 'yesterday'", "expected a timestamp such as")]
    [InlineData("alpha,chat,u1,2025-01-06 00:00:00,,ten,20,0.1", "input_tokens_invalid", "column input_tokens holds 'ten'",
        "expected an integer such as 123")]
    [InlineData("alpha,chat", "field_count", "2 fields where the header has 8", "expected as many fields as the header has")]
    public async Task Strict_stops_at_the_first_rejected_row_and_says_where_and_why(
        string row, string reason, string found, string expected)
    {
        var log = _workspace.Write("log.csv", Workspace.Header, Row, row, "alpha");
        (await _workspace.AnalyzeAsync(log, "--strict")).IsRefused($"{log}:3: {reason}: {found}", expected, $"The row: {row}");
        Assert.False(Directory.Exists(_workspace.Figures));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string RawText(byte[] raw) =>
        Encoding.UTF8.GetString(raw) is { Length: > 1_000 } text ? text[..1_000] + "…" : Encoding.UTF8.GetString(raw);
}
