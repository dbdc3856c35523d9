using System.Globalization;
using System.Text;
using LlmWorkload.Tests.Reading.Parquet;

namespace LlmWorkload.Tests.Commands;

/// <summary>Clients that are killed while they read a log, whatever it is written as: every row is in once.</summary>
public sealed class KilledReadingTests : IDisposable
{
    private const int Rows = 10_000;
    private const int SpansOfRecord = 90;

    private static readonly DateTime Start = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("log.jsonl")]
    [InlineData("list.json.gz")]
    [InlineData("spans.jsonl")]
    [InlineData("log.parquet")]
    public async Task A_client_killed_at_any_moment_goes_on_to_every_row_once(string name)
    {
        var log = _workspace.Write(name, Log(name));
        (await ProgramProcess.RunClientAsync(Ingest(log, "undisturbed"))).Succeeded();
        var logBytes = StateGrowth.LogBytes(State("undisturbed"));
        var expected = await QueryAsync("undisturbed");
        foreach (var part in (double[])[0.01, 0.3, 0.7])
        {
            var state = $"killed-{part.ToString(CultureInfo.InvariantCulture)}";
            using (var growth = new StateGrowth(State(state), (long)(part * logBytes)))
            using (var client = ProgramProcess.Client(Ingest(log, state)))
            {
                await client.SignalAtAsync(growth.Reached, ProgramProcess.Kill, $"{part} of the rows were written");
                Assert.Equal(128 + ProgramProcess.Kill, (await client.ExitAsync()).ExitCode);
            }

            var resumed = (await CommandRun.OfAsync(Ingest(log, state))).Json();
            Assert.Equal(Rows, resumed.GetProperty("rows").GetInt64());
            Assert.Equal(expected, await QueryAsync(state));
            Assert.Equal(0, (await CommandRun.OfAsync(Ingest(log, state))).Json().GetProperty("added_rows").GetInt64());
        }
    }

    private static string Model(int i) => $"model-{i % 7}";

    private static string User(int i) => $"user-{i * 31 % 500}";

    private static DateTime Started(int i) => Start.AddMilliseconds((i * 250L) + (i * 7_919L % 1_000));

    private static byte[] Log(string name)
    {
        var rows = Enumerable.Range(0, Rows).ToList();
        return name switch
        {
            "log.jsonl" => Encoding.UTF8.GetBytes(string.Concat(rows.Select(i => Line(i) + "\n"))),
            "list.json.gz" => Workspace.Gzip(Encoding.UTF8.GetBytes($"[\n{string.Join(",\n", rows.Select(Line))}\n]\n")),
            "spans.jsonl" => Encoding.UTF8.GetBytes(string.Concat(rows.Chunk(SpansOfRecord).Select(spans =>
                $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{string.Join(',', spans.Select(Span))}}]}]}]}""" + "\n"))),
            _ => new ParquetLog { GroupRows = 2_300, PageBytes = 5_000, Codec = ParquetSharp.Compression.Uncompressed }
                .Texts("model", [.. rows.Select(Model)]).Texts("user", [.. rows.Select(User)])
                .Instants("started_at", [.. rows.Select(Started)])
                .Numbers("output_tokens", [.. rows.Select(i => (long?)(i % 97))]).ToBytes(),
        };
    }

    private static string Line(int i) => $$"""
        {"model":"{{Model(i)}}","user":"{{User(i)}}","started_at":"{{Started(i):yyyy-MM-ddTHH:mm:ss.fff}}Z","prompt":"Tell me, \"{{i}}\"",
        "output_tokens":{{i % 97}}}
        """.ReplaceLineEndings("");

    private static string Span(int i) => $$$"""
        {"spanId":"{{{i:x16}}}","startTimeUnixNano":"{{{(Started(i) - DateTime.UnixEpoch).Ticks}}}00","attributes":[
        {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.request.model","value":{"stringValue":"{{{Model(i)}}}"}},
        {"value":{"stringValue":"{{{User(i)}}}"},"key":"user.id"},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"{{{i % 97}}}"}}]}
        """.ReplaceLineEndings("");

    private string State(string name) => Path.Combine(_workspace.Root, name);

    private string[] Ingest(string log, string state) =>
    [
        "ingest", log, "--dataset", "d", "--chunk-records", "200", "--partitions", "2", "--format", "json", "--state", State(state),
    ];

    private async Task<string> QueryAsync(string state) =>
        (await CommandRun.OfAsync("query", "models", "--dataset", "d", "--format", "json", "--state", State(state))).Succeeds().Output;
}
