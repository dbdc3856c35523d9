using System.Text.Json;

namespace LlmWorkload.Tests.Commands;

/// <summary>Doubts are the same whoever tells them, and whenever.</summary>
public sealed class DoubtCommandTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Ingesting_again_analyzing_showing_and_inspecting_tell_the_same_doubts()
    {
        var log = WriteLog(0, 30);
        var first = Doubts((await IngestAsync(log, "d", "7")).Error);
        Assert.Equal(5, first.Count);
        Assert.Contains("log.csv: function is missing in 30 of 30 rows", first);
        Assert.Contains("log.csv: 15 of 30 rows have fewer input tokens than cached ones: do the input tokens leave the cached ones out?", first);
        Assert.Contains(first, doubt => doubt.Contains("the median ttft is about 3,651 s", StringComparison.Ordinal));

        Assert.Equal(first, Doubts((await IngestAsync(log, "d", "7")).Error));
        Assert.Equal(first, Doubts((await IngestAsync(log, "whole", "1000")).Error));
        Assert.Equal(first, Doubts((await RunAsync("datasets", "show", "d")).Error));
        Assert.Equal(first, Doubts((await RunAsync("query", "overview", "--dataset", "d")).Error));
        Assert.Equal(first, Doubts((await CommandRun.OfAsync("inspect", log)).Output));
        var analyzed = await RunAsync("overview", log, "--dataset", "d", "--output", _workspace.Figures);
        Assert.Equal(first, Doubts(analyzed.Error));
        Assert.Equal(first, Texts(_workspace.Summary()));
        Assert.Empty(Doubts((await RunAsync("overview", log, "--dataset", "d", "--quiet", "--output", _workspace.Figures)).Error));
        Assert.Equal(first, Texts(_workspace.Summary()));
    }

    [Fact]
    public async Task A_file_that_grew_has_the_doubts_of_the_whole()
    {
        var log = WriteLog(0, 10);
        await IngestAsync(log, "d", "4");
        await File.AppendAllLinesAsync(log, Enumerable.Range(10, 20).Select(i => Row(i) + ",1"));

        var grown = Doubts((await IngestAsync(log, "d", "4")).Error);

        Assert.Equal(Doubts((await IngestAsync(log, "whole", "1000")).Error), grown);
        Assert.Contains("log.csv: function is missing in 30 of 30 rows", grown);
    }

    [Fact]
    public async Task A_log_without_doubts_has_an_empty_list()
    {
        var log = _workspace.Write("log.csv", [Workspace.Header, .. Enumerable.Range(0, 20).Select(
            i => $"m,chat,u{i},2025-01-06T00:00:{i:00}.5Z,2025-01-06T00:00:{i:00}.75Z,1,2,0.1")]);
        var run = await RunAsync("overview", log, "--output", _workspace.Figures);
        Assert.Empty(Doubts(run.Error));
        Assert.Empty(Texts(_workspace.Summary()));
    }

    [Fact]
    public async Task Values_that_turn_missing_stand_in_the_overview_by_reason()
    {
        var log = _workspace.Write("log.csv", Workspace.Header, "m,chat,u,2025-01-06T00:00:05.5Z,2025-01-06T00:00:04.5Z,1,2,-1");
        await IngestAsync(log, "d", "10");
        var overview = (await RunAsync("query", "overview", "--dataset", "d")).Output;
        Assert.Contains(
            "Values that count as missing: 2: completed_before_started 1, ttft_negative 1", overview.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
    }

    // Two reasons, two doubts and users: more than there is room for.
    [Fact]
    public async Task The_page_has_at_most_40_lines_of_80_columns_also_where_values_are_missing_and_doubts_are_many()
    {
        var names = string.Join(',', Enumerable.Range(0, 30).Select(i => $"tokens_of_kind_{i}"));
        var log = _workspace.Write("log.csv", [
            $"model,user,started_at,completed_at,ttft,{names}",
            .. Enumerable.Range(0, 9).Select(i => $"m{i},u{i},1{i},1,-1{new string(',', 30)}")]);
        await IngestAsync(log, "d", "10");
        var lines = (await RunAsync("query", "overview", "--dataset", "d")).Succeeds().Output.TrimEnd('\n').Split('\n');
        Assert.True(lines.Length <= 40, $"{lines.Length} lines");
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Contains(lines, line => line.StartsWith("Values that count as missing", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Doubt: ", StringComparison.Ordinal));
        Assert.Contains("llmwl datasets show d", lines[^1], StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Doubts(string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith("Doubt: ", StringComparison.Ordinal)).Select(line => line["Doubt: ".Length..])];

    private static IReadOnlyList<string> Texts(JsonElement summary) =>
        [.. summary.GetProperty("doubts").EnumerateArray().Select(doubt => doubt.GetString()!)];

    private static string Row(int i) => $"2025-01-06 00:00:{i:00},m,u,,{i},1,{(i % 2 == 0 ? i : i + 1)},3700";

    private string WriteLog(int from, int rows) => _workspace.Write("log.csv",
        ["started_at,model,user_id,function,input_tokens,output_tokens,cached_tokens,ttft,elapsed", .. Enumerable.Range(from, rows).Select(
            i => Row(i) + ",1")]);

    private Task<CommandRun> IngestAsync(string log, string dataset, string chunk) =>
        RunAsync("ingest", log, "--dataset", dataset, "--chunk-records", chunk, "--partitions", "2");

    private async Task<CommandRun> RunAsync(params string[] arguments) =>
        (await CommandRun.OfAsync([.. arguments, "--state", _workspace.State])).Succeeds();
}
