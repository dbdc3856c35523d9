using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace LlmWorkload.Tests.Commands;

/// <summary>What is exported: the rows that were read, in their order, in each form.</summary>
public sealed class ExportTests : IDisposable
{
    private const string EveryField = "model,user,started_at,completed_at,function,input_tokens,output_tokens,ttft,cached_tokens,instance,"
        + "session_id,status,queue_time,cost,label";

    private static readonly string[] Formats =
    [
        "aiperf.jsonl", "aiperf_records.jsonl", "azure_2023.csv", "azure_2024.csv", "azure_2025.csv.gz", "bailian.jsonl", "burstgpt_6.csv",
        "chutes.csv", "guidellm.jsonl", "guidellm_results.json", "helicone.jsonl", "langfuse_blob.jsonl", "litellm.csv", "mooncake.jsonl",
        "otel.jsonl", "requests.csv", "requests.jsonl", "sglang.log", "vllm_bench.json",
    ];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Every_format_becomes_the_requests_that_are_right()
    {
        foreach (var name in Formats)
        {
            var log = SharedFolder.Require("formats", name);
            var expected = CsvText.Table(await File.ReadAllTextAsync(log + ".expected.csv"));
            var rows = CsvText.Table(Encoding.UTF8.GetString(await ExportAsync("requests-csv", log)));
            Assert.Equal(expected, rows.Select(row => row[..expected[0].Length]));
        }
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    public async Task No_spreadsheet_takes_a_name_for_a_formula_where_that_is_asked_for(string name)
    {
        var log = _workspace.Write("names.csv", "model,started_at", $"\"{name}\",2025-01-01T00:00:00Z", "plain,2025-01-01T00:00:01Z");
        var plain = CsvText.Table(Encoding.UTF8.GetString(await ExportAsync("requests-csv", log)));
        var safe = CsvText.Table(Encoding.UTF8.GetString(await ExportAsync("requests-csv", log, "--spreadsheet-safe")));
        Assert.Equal([name.Trim(), "plain"], plain.Skip(1).Select(row => row[0].Trim()));
        Assert.Equal([$"'{plain[1][0]}", "plain"], safe.Skip(1).Select(row => row[0]));

        (await CommandRun.OfAsync("ingest", log, "--state", _workspace.State)).Succeeds();
        string[] query = ["query", "models", "--state", _workspace.State, "--format", "csv"];
        Assert.Contains(plain[1][0], (await CommandRun.OfAsync(query)).Succeeds().Output, StringComparison.Ordinal);
        Assert.Contains(
            $"'{plain[1][0]}", (await CommandRun.OfAsync([.. query, "--spreadsheet-safe"])).Succeeds().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("requests-csv", ".csv")]
    [InlineData("requests-jsonl", ".jsonl")]
    [InlineData("requests-parquet", ".parquet")]
    public async Task What_is_exported_and_read_again_gives_the_same_numbers(string format, string ending)
    {
        var log = WriteEveryField("log.csv", 3_000, ticks: format == "requests-parquet" ? TimeSpan.TicksPerMicrosecond : 1);
        var exported = _workspace.Write("again" + ending, await ExportAsync(format, log, "--chunk-records", "500"));
        var (first, second) = (await AnalyzeAsync(log), await AnalyzeAsync(exported));
        Assert.Equal(14, first.Count);
        Assert.All(first, summary => Assert.Equal(summary.Value, second[summary.Key]));
        Assert.Equal(
            await File.ReadAllBytesAsync(exported),
            await ExportAsync(format, exported, "--chunk-records", "700", "--model-parts", "3"));
    }

    [Fact]
    public async Task Rows_come_by_start_and_ties_in_input_order_also_where_there_are_many_windows()
    {
        var random = new Random(3);
        var days = Enumerable.Range(0, 400_000).Select(row => row < 300_000 ? 2 : random.Next(5)).ToArray();
        var log = _workspace.Write("days.csv", ["model,started_at,session_id",
            .. days.Select((day, row) => $"m{random.Next(7)},2025-01-{day + 1:D2}T{(day == 2 ? 0 : random.Next(24)):D2}:00:00Z,{row}")]);
        var rows = Table(await ExportAsync("requests-csv", log, "--chunk-records", "100000"));
        var read = File.ReadLines(log).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(
            read.OrderBy(row => row[1], StringComparer.Ordinal).Select(row => row[2]),
            rows.Select(row => row["session_id"]));
    }

    [Fact]
    public async Task A_log_without_users_or_tokens_is_exported_too()
    {
        var log = _workspace.Write("log.csv", "model,started_at", "m,2025-01-01T00:00:01Z", "m,2025-01-01T00:00:00Z");
        Assert.Equal(
            ["m,,2025-01-01T00:00:00.0000000Z,,,,,,,,", "m,,2025-01-01T00:00:01.0000000Z,,,,,,,,"],
            Lines(await ExportAsync("requests-csv", log)).Skip(1));
        Assert.Equal(
            ["""{"chute_id":"m","started_at":"2025-01-01T00:00:00.0000000Z"}""",
                """{"chute_id":"m","started_at":"2025-01-01T00:00:01.0000000Z"}"""],
            Lines(await ExportAsync("requests-jsonl", log)));
    }

    [Fact]
    public async Task Requests_that_failed_by_a_rule_of_their_format_have_failed_when_read_again()
    {
        var log = _workspace.Write("burst.csv", "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type",
            "0,GPT-4,5,0,5,API log", "1,GPT-4,5,3,8,API log");
        var rows = Table(await ExportAsync("requests-csv", log));
        Assert.Equal(["error", ""], rows.Select(row => row["status"]));
        var errors = _workspace.Write("errors.csv", "model,started_at,error", "m,1,it broke", "m,2,none", "m,3,", "m,4,0");
        rows = Table(await ExportAsync("requests-csv", errors));
        Assert.Equal([("", "it broke"), ("", ""), ("", ""), ("", "")], rows.Select(row => (row["status"], row["error"])));
    }

    [Fact]
    public async Task Traces_to_replay_have_arrivals_lengths_and_blocks()
    {
        var log = _workspace.Write("log.jsonl",
            """{"model":"a","started_at":"2025-01-01T00:00:00.0005Z","input_length":1000,"output_length":4,"hash_ids":[7,9]}""",
            """{"model":"b","started_at":"2025-01-01T00:00:00.0020Z","input_length":512,"output_length":5,"hash_ids":[7]}""",
            """{"model":"a","started_at":"2025-01-01T00:00:01.2525Z","input_length":600,"output_length":6,"hash_ids":[9,7]}""",
            """{"model":"a","started_at":"2025-01-01T00:00:02Z","input_length":600,"output_length":6,"hash_ids":[9]}""",
            """{"model":"a","started_at":"2025-01-01T00:00:03Z","output_length":6}""",
            """{"model":"a","started_at":"2025-01-01T00:00:03Z","input_length":0,"output_length":6}""",
            """{"model":"a","started_at":"2025-01-01T00:00:03Z","input_length":5,"output_length":0}""",
            """{"model":"a","started_at":"2025-01-01T00:00:04Z","input_length":513,"output_length":7}""");
        Assert.Equal(
            [
                """{"timestamp":0,"input_length":1000,"output_length":4,"hash_ids":[0,1]}""",
                """{"timestamp":1,"input_length":512,"output_length":5,"hash_ids":[2]}""",
                """{"timestamp":1252,"input_length":600,"output_length":6,"hash_ids":[1,0]}""",
                """{"timestamp":3999,"input_length":513,"output_length":7,"hash_ids":[3,4]}""",
            ],
            Lines(await ExportAsync("mooncake", log, "--block-size", "512")));
        Assert.Equal(
            """{"timestamp":3999,"input_length":513,"output_length":7,"session_id":"r4"}""",
            Lines(await ExportAsync("aiperf", log, "--block-size", "512"))[^1]);
        Assert.Equal(
            ["""{"timestamp":0,"input_length":1000,"output_length":4}""", """{"timestamp":0.00015,"input_length":512,"output_length":5}"""],
            Lines(await ExportAsync("guidellm", log, "--block-size", "512", "--speed-up", "10")).Take(2));

        var path = Path.Combine(_workspace.Root, "trace file.jsonl");
        var run = (await RunAsync("vllm", log, path, "--block-size", "512", "--format", "json")).Json();
        Assert.Equal(4, run.GetProperty("rows").GetInt64());
        Assert.Equal(
            """{"hash_ids that do not fit the input":1,"input 0":1,"output 0":1,"tokens missing":1}""",
            JsonSerializer.Serialize(run.GetProperty("left_out")));
        Assert.Equal(
            $"vllm bench serve --dataset-name timed_trace --dataset-path '{path}' --num-prompts 4 --self-timed "
                + "--timed-trace-sec-multiplier 0.001 --timed-trace-chunk-hash-size 512",
            run.GetProperty("replay").GetString());
    }

    [Fact]
    public async Task A_trace_with_blocks_in_every_row_keeps_them_for_GuideLLM_and_comes_back()
    {
        var log = _workspace.Write("trace.jsonl", [.. Enumerable.Range(0, 30).Select(i =>
            $$"""{"timestamp":{{i * 250}},"input_length":1500,"output_length":{{i + 1}},"hash_ids":[{{i % 3}},{{i}},{{i + 100}}]}""")]);
        var lines = Lines(await ExportAsync("guidellm", log));
        Assert.All(lines, line => Assert.Contains("hash_ids", line, StringComparison.Ordinal));
        var trace = _workspace.Write("again.jsonl", await ExportAsync("mooncake", log));
        var before = CsvText.Table(Encoding.UTF8.GetString(await ExportAsync("requests-csv", log, "--model", "m")));
        Assert.Equal(before, CsvText.Table(Encoding.UTF8.GetString(await ExportAsync("requests-csv", trace, "--model", "m"))));
    }

    [Fact]
    public async Task Parquet_has_blocks_and_no_seventh_digit_which_is_said()
    {
        var log = _workspace.Write("log.jsonl",
            """{"model":"m","started_at":"2025-01-01T00:00:00.1234567Z","cost":0.000000001,"hash_ids":[18446744073709551615,2]}""",
            """{"model":"m","started_at":"2025-01-01T00:00:01Z"}""",
            """{"model":"m","started_at":"2025-01-01T00:00:02Z","error":"none","hash_ids":[3]}""");
        var path = Path.Combine(_workspace.Root, "log.parquet");
        var run = (await RunAsync("requests-parquet", log, path)).Succeeds();
        Assert.Contains("1 instants have a 7th digit", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            [
                """{"chute_id":"m","started_at":"2025-01-01T00:00:00.1234560Z","cost":0.000000001,"hash_ids":[18446744073709551615,2]}""",
                """{"chute_id":"m","started_at":"2025-01-01T00:00:01.0000000Z"}""",
                """{"chute_id":"m","started_at":"2025-01-01T00:00:02.0000000Z","hash_ids":[3]}""",
            ],
            Lines(await ExportAsync("requests-jsonl", path)));
    }

    [Fact]
    public async Task Azures_form_has_starts_and_tokens()
    {
        var log = _workspace.Write("log.csv", "model,started_at,input_tokens,output_tokens", "m,2025-01-01T00:00:01.25Z,5,6",
            "m,2025-01-01T00:00:02Z,5,");
        Assert.Equal(
            ["TIMESTAMP,ContextTokens,GeneratedTokens", "2025-01-01 00:00:01.2500000,5,6"], Lines(await ExportAsync("azure_llm", log)));
    }

    [Fact]
    public async Task A_share_of_users_is_whole_users_and_the_same_each_time()
    {
        var log = WriteEveryField("log.csv", 2_000);
        var all = Table(await ExportAsync("requests-csv", log));
        var half = Table(await ExportAsync("requests-csv", log, "--sample-users", "0.5"));
        var kept = half.Select(row => row["user_id"]).ToHashSet();
        Assert.InRange(kept.Count, 5, 35);
        Assert.DoesNotContain("", kept);
        Assert.Equal(all.Where(row => kept.Contains(row["user_id"])), half);
        var quarter = Table(await ExportAsync("requests-csv", log, "--sample-users", "0.25")).Select(row => row["user_id"]);
        Assert.Subset(kept, quarter.ToHashSet());
    }

    [Fact]
    public async Task Ids_of_persons_are_replaced_by_their_hash_with_a_key()
    {
        var log = WriteEveryField("log.csv", 800);
        var key = _workspace.Write("key", "0123456789abcdef"u8.ToArray());
        var plain = Table(await ExportAsync("requests-csv", log));
        var hidden = Table(await ExportAsync("requests-csv", log, "--anonymise", key));
        Assert.Equal(hidden, Table(await ExportAsync("requests-csv", log, "--anonymise", key)));
        foreach (var column in (string[])["user_id", "session_id", "instance_id", "label"])
        {
            var pairs = plain.Zip(hidden, (one, other) => (One: one[column], Other: other[column])).Distinct().ToList();
            Assert.Equal(pairs.Count, pairs.DistinctBy(pair => pair.One).Count());
            Assert.Equal(pairs.Count, pairs.DistinctBy(pair => pair.Other).Count());
            Assert.All(pairs, pair => Assert.Equal(pair.One.Length == 0 ? "" : pair.Other, pair.Other));
            Assert.All(pairs.Where(pair => pair.One.Length > 0), pair => Assert.Matches("^[0-9a-f]{32}$", pair.Other));
        }

        Assert.Equal(plain.Select(row => row["input_tokens"]), hidden.Select(row => row["input_tokens"]));
        var other = _workspace.Write("other", "fedcba9876543210"u8.ToArray());
        Assert.NotEqual(hidden[0]["user_id"], Table(await ExportAsync("requests-csv", log, "--anonymise", other))[0]["user_id"]);
    }

    [Fact]
    public async Task A_file_is_compressed_by_its_name_and_a_dataset_needs_no_file()
    {
        var log = WriteEveryField("log.csv", 100);
        (await CommandRun.OfAsync("ingest", log, "--state", _workspace.State, "--dataset", "d", "--partitions", "1")).Succeeds();
        File.Delete(log);
        var path = Path.Combine(_workspace.Root, "out.csv.gz");
        var run = await CommandRun.OfAsync("export", "requests-csv", "--state", _workspace.State, "--dataset", "d", "--out", path);
        Assert.Contains("100", run.Succeeds().Output, StringComparison.Ordinal);
        await using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        Assert.Equal(101, CsvText.Table(await reader.ReadToEndAsync()).Count);
    }

    [Fact]
    public async Task A_link_is_followed_and_a_log_is_not_written_over()
    {
        var log = WriteEveryField("log.csv", 20);
        var before = await File.ReadAllBytesAsync(log);
        (await RunAsync("requests-csv", log, log)).IsRefused("which is one of the logs");
        var link = Path.Combine(_workspace.Root, "link.csv");
        File.CreateSymbolicLink(link, log);
        (await RunAsync("requests-csv", log, link)).IsRefused("which is one of the logs");
        Assert.Equal(before, await File.ReadAllBytesAsync(log));

        var target = _workspace.Write("target.csv", "old");
        File.Delete(link);
        File.CreateSymbolicLink(link, target);
        (await RunAsync("requests-csv", log, link)).Succeeds();
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.StartsWith("chute_id,", await File.ReadAllTextAsync(target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_takes_what_is_written_and_stays_a_pipe()
    {
        var log = WriteEveryField("log.csv", 20);
        var expected = await ExportAsync("requests-csv", log);
        var pipe = Path.Combine(_workspace.Root, "pipe");
        using (var made = System.Diagnostics.Process.Start("mkfifo", pipe)) await made.WaitForExitAsync();
        var read = Task.Run(() => File.ReadAllBytes(pipe));
        (await RunAsync("requests-csv", log, pipe)).Succeeds();
        Assert.Equal(expected, await read);
        Assert.False(new FileInfo(pipe).Attributes.HasFlag(FileAttributes.Directory));
        (await RunAsync("requests-csv", log, "/dev/null")).Succeeds();
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Theory]
    [InlineData("requests-csv")]
    [InlineData("requests-parquet")]
    public async Task A_device_that_is_full_fails_in_one_line(string format)
    {
        var log = WriteEveryField("log.csv", 20);
        var run = await RunAsync(format, log, "/dev/full", "--quiet");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("llmwl: No space left on device", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("requests-csv", "out.csv.bz2", "compressed as .gz or .zst alone")]
    [InlineData("requests-csv", "out.parquet", "requests-csv is not written as .parquet; expected .csv")]
    [InlineData("requests-parquet", "out.csv.gz", "requests-parquet is not written as .csv; expected .parquet")]
    [InlineData("requests-xml", "out", "expected one of requests-csv")]
    [InlineData("requests-csv", ".", "is a folder")]
    [InlineData("requests-csv", "out", "expected a key of 16 or more", "--anonymise", "short.key")]
    [InlineData("requests-csv", "out", "--speed-up is '0'", "--speed-up", "0")]
    [InlineData("requests-csv", "out", "--sample-users is '2'", "--sample-users", "2")]
    [InlineData("requests-csv", "out", "There is no dataset 'nowhere'", "--dataset", "nowhere")]
    public async Task What_cannot_be_meant_is_refused(string format, string path, string words, params string[] more)
    {
        _workspace.Write("short.key", "short"u8.ToArray());
        var target = Path.Combine(_workspace.Root, path);
        var run = await CommandRun.OfAsync(["export", format, "--storage", "Memory", "--out", target, .. more.Select(
            word => word.EndsWith(".key", StringComparison.Ordinal) ? Path.Combine(_workspace.Root, word) : word)]);
        run.IsRefused(words);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public async Task Blocks_of_an_unknown_size_cannot_be_replayed()
    {
        var log = _workspace.Write("log.jsonl", """{"model":"m","started_at":"2025-01-01T00:00:00Z","input_tokens":5,"hash_ids":[1]}""");
        var run = await RunAsync("mooncake", log, Path.Combine(_workspace.Root, "out"), "--quiet");
        run.IsRefused("--block-size N says it");
    }

    private static List<string> Lines(byte[] text) => [.. Encoding.UTF8.GetString(text).Split('\n')[..^1]];

    private static List<Dictionary<string, string>> Table(byte[] csv)
    {
        var table = CsvText.Table(Encoding.UTF8.GetString(csv));
        return [.. table.Skip(1).Select(row => table[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    private async Task<byte[]> ExportAsync(string format, string log, params string[] more)
    {
        var path = Path.Combine(_workspace.Root, $"out-{Guid.NewGuid():N}");
        (await RunAsync(format, log, path, more)).Succeeds();
        return await File.ReadAllBytesAsync(path);
    }

    private static Task<CommandRun> RunAsync(string format, string log, string path, params string[] more) =>
        CommandRun.OfAsync(["export", format, log, "--storage", "Memory", "--partitions", "2", "--out", path, .. more]);

    // The summary of each analysis, by its folder.
    private async Task<Dictionary<string, string>> AnalyzeAsync(string log)
    {
        (await CommandRun.OfAsync("analyze", log, "--storage", "Memory", "--partitions", "2", "--top", "0", "--window", "100",
            "--min-requests", "10", "--overwrite", "--output", _workspace.Figures)).Succeeds();
        return Directory.EnumerateDirectories(_workspace.Figures).ToDictionary(
            folder => Path.GetFileName(folder), folder => File.ReadAllText(Path.Combine(folder, "summary.json")));
    }

    // Rows out of order, with ties, values of every field and gaps in each, and texts that need quotes.
    private string WriteEveryField(string name, int rows, long ticks = 1)
    {
        var random = new Random(7);
        string[] models = ["alpha", "\"org/B, \"\"b\"\"\"", "beta;c"];
        string[] statuses = ["ok", "200", "429", "error", "timeout", "\"500\""];
        return _workspace.Write(name, [EveryField, .. Enumerable.Range(0, rows).Select(row =>
        {
            var started = new DateTime(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc).AddSeconds((row / 5) + random.Next(-3, 4));
            var completed = started.AddTicks(random.Next(1, 9_000_000) * ticks);
            return string.Join(',',
                models[random.Next(models.Length)],
                random.Next(8) switch { 0 => "", 1 => "\"NA\"", 2 => "\"two\nlines\"", 3 => "\" blank \"", _ => $"u{random.Next(40)}" },
                Text(started), Gap(Text(completed)), Gap($"f{random.Next(3)}"), Gap($"{random.Next(5_000)}"), Gap($"{random.Next(900)}"),
                Gap($"0.{random.Next(1, 10_000_000):D7}"), Gap($"{random.Next(3_000)}"), Gap($"i{random.Next(4)}"),
                Gap($"s{random.Next(90)}"), Gap(statuses[random.Next(statuses.Length)]), Gap($"0.{random.Next(1, 900):D3}"),
                Gap($"0.{random.Next(1, 1_000_000_000):D9}"), Gap($"team-{random.Next(3)}"));
        })]);

        string Gap(string value) => random.Next(10) == 0 ? "" : value;

        static string Text(DateTime instant) => instant.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
    }
}
