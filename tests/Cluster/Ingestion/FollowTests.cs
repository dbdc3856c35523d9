using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmWorkload.Tests;

/// <summary>
/// Logs that grow while they are read. The long one runs for <c>LLMWL_FOLLOW_SECONDS</c> seconds (16 where nobody says): its log is
/// appended to 20 times a second, rotated once, and client and silo are killed in between.
/// </summary>
public sealed class FollowTests(SiloProcess silo) : IClassFixture<SiloProcess>, IDisposable
{
    private const string Header = "model,user,started_at,input_tokens";
    private const int WritesPerSecond = 20;
    private const int RowsAtOnce = 3;

    private static readonly DateTime Start = new(2025, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _rows = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_row_counts_once_through_rotation_and_kills()
    {
        var seconds = double.TryParse(
            Environment.GetEnvironmentVariable("LLMWL_FOLLOW_SECONDS"), CultureInfo.InvariantCulture, out var asked) ? asked : 16;
        var log = _folder.At("live.csv");
        File.WriteAllText(log, $"{Header}\n");
        var client = Follow(log, "live");
        var written = new TaskCompletionSource[] { new(), new(), new() };
        var writing = WriteAsync(log, (int)(seconds * WritesPerSecond), written);

        // At a quarter the client is killed, at half the log is rotated (by the writer) while nobody follows, at three quarters the silo.
        await written[0].Task.WaitAsync(LongestWait, "a quarter of the rows");
        await ForRowsAsync("live", 1);
        client.Signal(ProgramProcess.Kill);
        await client.ExitAsync();
        client.Dispose();
        await written[1].Task.WaitAsync(LongestWait, "the rotation");
        client = Follow(log, "live");
        await silo.KillAndRestartAsync(written[2].Task, "three quarters of the rows");
        await writing;

        await ForRowsAsync("live", _rows.Count);
        client.Signal(ProgramProcess.Interrupt);
        var ended = (await client.ExitAsync()).Failed(130);
        client.Dispose();
        Assert.Contains(" behind, last request started ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("live.csv: rotated; finishing it as live.csv.1", ended.Error, StringComparison.Ordinal);
        await AssertRowsAsync("live");
        await AssertSeriesAsync("live");
    }

    [Fact]
    public async Task A_line_counts_when_it_is_whole_and_the_last_of_a_rotated_file_when_nothing_comes_any_more()
    {
        var log = _folder.At("part.csv");
        File.WriteAllText(log, $"{Header}\n{Row(1)}\n{Row(2)[..12]}");
        using var client = Follow(log, "part");
        await ForRowsAsync("part", 1);
        File.AppendAllText(log, $"{Row(2)[12..]}\n{Row(3)}");
        await ForRowsAsync("part", 2);

        File.Move(log, $"{log}.1");
        File.WriteAllText(log, $"{Header}\n{Row(4)}\n");
        await ForRowsAsync("part", 4);

        _rows.AddRange([Row(1), Row(2), Row(3), Row(4)]);
        await AssertRowsAsync("part");
        client.Signal(ProgramProcess.Interrupt);
        (await client.ExitAsync()).Failed(130);
    }

    [Fact]
    public async Task Files_that_came_and_went_while_nobody_looked_are_read_too()
    {
        var log = _folder.At("twice.csv");
        File.WriteAllText(log, $"{Header}\n{Row(1)}\n");
        using (var first = Follow(log, "twice"))
        {
            await ForRowsAsync("twice", 1);
            first.Signal(ProgramProcess.Kill);
            await first.ExitAsync();
        }

        File.AppendAllText(log, $"{Row(2)}\n");
        Rotate(log, 2);
        File.WriteAllText(log, $"{Header}\n{Row(3)}\n");
        Rotate(log, 1);
        File.WriteAllText(log, $"{Header}\n{Row(4)}\n");
        using var client = Follow(log, "twice");
        await ForRowsAsync("twice", 4);

        // Two more within the time that a rotated file is still looked at.
        Rotate(log, 3);
        File.WriteAllText(log, $"{Header}\n{Row(5)}\n");
        await ForRowsAsync("twice", 5);
        File.Move($"{log}.3", $"{log}.4");
        Rotate(log, 3);
        File.WriteAllText(log, $"{Header}\n{Row(6)}\n");
        await ForRowsAsync("twice", 6);
        _rows.AddRange(Enumerable.Range(1, 6).Select(Row));
        await AssertRowsAsync("twice");
        client.Signal(ProgramProcess.Interrupt);
        (await client.ExitAsync()).Failed(130);

        static void Rotate(string log, int number) => File.Move(log, $"{log}.{number}");
    }

    [Fact]
    public async Task A_log_that_is_cut_short_and_grows_past_what_it_was_is_read_anew()
    {
        var log = _folder.At("cut.csv");
        File.WriteAllText(log, $"{Header}\n{Row(1)}\n");
        using var client = Follow(log, "cut");
        await ForRowsAsync("cut", 1);
        File.Copy(log, $"{log}.1");
        File.WriteAllText(log, $"{Header}\n{Row(2)}\n{Row(3)}\n");
        await ForRowsAsync("cut", 3);

        _rows.AddRange([Row(1), Row(2), Row(3)]);
        await AssertRowsAsync("cut");
        client.Signal(ProgramProcess.Interrupt);
        (await client.ExitAsync()).Failed(130);
    }

    [Theory]
    [InlineData("log.csv.gz", "gzip is not followed; expected a log of lines")]
    [InlineData("none.csv", "no such file")]
    public async Task What_cannot_be_followed_is_refused(string name, string reason)
    {
        if (name.EndsWith(".gz", StringComparison.Ordinal))
            File.WriteAllBytes(_folder.At(name), Commands.Workspace.Gzip([.. Encoding.UTF8.GetBytes($"{Header}\n{Row(1)}\n")]));
        var refused = await ProgramProcess.RunClientAsync(
            "ingest", _folder.At(name), "--dataset", "none", "--cluster", silo.Gateway, "--follow");
        Assert.Contains(reason, refused.Failed(2).Error, StringComparison.Ordinal);
    }

    private ProgramProcess Follow(string log, string dataset) => ProgramProcess.Client(
        "ingest", log, "--dataset", dataset, "--cluster", silo.Gateway, "--follow", "--commit-every", "0.3", "--chunk-records", "50");

    private async Task WriteAsync(string log, int writes, TaskCompletionSource[] quarters)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / WritesPerSecond));
        for (var write = 0; write < writes; write++)
        {
            await timer.WaitForNextTickAsync();
            string[] rows = [.. Enumerable.Range(write * RowsAtOnce, RowsAtOnce).Select(Row)];
            _rows.AddRange(rows);

            // In two pieces, so that a line is often not whole.
            var text = string.Concat(rows.Select(row => $"{row}\n"));
            File.AppendAllText(log, text[..(text.Length / 2)]);
            File.AppendAllText(log, text[(text.Length / 2)..]);
            if (write == writes / 2)
            {
                File.Move(log, $"{log}.1");
                File.WriteAllText(log, $"{Header}\n");
            }

            for (var quarter = 0; quarter < quarters.Length; quarter++)
            {
                if (write >= writes * (quarter + 1) / 4) quarters[quarter].TrySetResult();
            }
        }
    }

    private static string Row(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"m{number % 3},u{number % 7},{Start.AddMilliseconds(number * 50):yyyy-MM-ddTHH:mm:ss.fffZ},{number}");

    private async Task ForRowsAsync(string dataset, long rows) => await Waiting.ForAsync(
        async () =>
        {
            var found = await QueryAsync("query", "datasets", "--format", "json");
            return found.RootElement.EnumerateArray().Any(
                each => each.GetProperty("dataset").GetString() == dataset && each.GetProperty("rows").GetInt64() >= rows);
        },
        LongestWait,
        $"{rows} rows of {dataset}");

    private async Task AssertRowsAsync(string dataset)
    {
        var file = _folder.At($"{dataset}-out.csv");
        (await CommandLine.RunAsync("export", "requests-csv", "--dataset", dataset, "--cluster", silo.Gateway, "--out", file)).Succeeded();
        var table = Commands.CsvText.Table(await File.ReadAllTextAsync(file));
        var tokens = Array.IndexOf([.. table[0]], "input_tokens");
        Assert.Equal(
            _rows.Select(row => row.Split(',')[^1]).Order(StringComparer.Ordinal),
            table.Skip(1).Select(row => row[tokens]).Order(StringComparer.Ordinal));
    }

    // Requests and tokens of each second, counted from what was written.
    private async Task AssertSeriesAsync(string dataset)
    {
        var expected = _rows.Select(row => row.Split(',')).GroupBy(row => row[2][..19])
            .ToDictionary(each => each.Key, each => (each.LongCount(), each.Sum(row => long.Parse(row[3], CultureInfo.InvariantCulture))));
        var series = await QueryAsync("series", "--dataset", dataset, "--every", "1s", "--output", _folder.At("series"), "--format", "json");
        var buckets = series.RootElement.GetProperty("series")[0].GetProperty("buckets").EnumerateArray()
            .Where(bucket => bucket.GetProperty("requests").GetInt64() > 0)
            .ToDictionary(
                bucket => bucket.GetProperty("start").GetString()![..19],
                bucket => (bucket.GetProperty("requests").GetInt64(), bucket.GetProperty("input_tokens").GetInt64()));
        Assert.Equal(expected.OrderBy(each => each.Key), buckets.OrderBy(each => each.Key));
    }

    private async Task<JsonDocument> QueryAsync(params string[] command) => JsonDocument.Parse(
        (await CommandLine.RunAsync([.. command, "--cluster", silo.Gateway, "--quiet"])).Succeeded().Output);
}
