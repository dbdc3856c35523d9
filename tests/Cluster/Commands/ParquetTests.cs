using System.Globalization;
using System.Text;
using LlmWorkload.Tests.Reading.Parquet;

namespace LlmWorkload.Tests.Commands;

/// <summary>Parquet files from the file to the numbers: as CSV with the same rows, once each, and whatever stops the client.</summary>
public sealed class ParquetTests : IDisposable
{
    private const int Rows = 10_000;

    private static readonly DateTime Start = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_file_has_the_numbers_of_CSV_with_the_same_rows()
    {
        var csv = new StringBuilder("model,user,started_at,duration,input_tokens,output_tokens,ttft\n");
        for (var i = 0; i < Rows; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{Model(i)},{User(i)},{Started(i):yyyy-MM-dd HH:mm:ss.ffffff},")
                .Append(CultureInfo.InvariantCulture, $"{Duration(i)},{Input(i)},{i % 97},{i % 13 / 16.0}\n");
        }

        var expected = await AnalyzeAsync(_workspace.Write("log.csv", Encoding.UTF8.GetBytes(csv.ToString())), "csv");
        var found = await AnalyzeAsync(_workspace.Write("log.parquet", Log(Rows)), "parquet");
        foreach (var file in expected) Assert.Equal(file, found.First(each => each.Name == file.Name));
        Assert.Equal(expected.Count, found.Count);
    }

    [Fact]
    public async Task A_file_that_is_in_is_not_read_again_whatever_it_is_called()
    {
        var log = _workspace.Write("log.parquet", Log(900));
        Assert.Equal(900, (await CommandRun.OfAsync(Ingest(log, "again"))).Json().GetProperty("added_rows").GetInt64());
        foreach (var name in (string[])["log.parquet", "copy.parquet", "copy.parquet.gz"])
        {
            var bytes = await File.ReadAllBytesAsync(log);
            var copy = _workspace.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? Workspace.Gzip(bytes) : bytes);
            var again = (await CommandRun.OfAsync(Ingest(copy, "again"))).Json();
            Assert.Equal((900L, 0L), (again.GetProperty("rows").GetInt64(), again.GetProperty("added_rows").GetInt64()));
        }

        var both = (await CommandRun.OfAsync([.. Ingest(log, "both"), Path.Combine(_workspace.Root, "copy.parquet")])).Json();
        Assert.Equal(900, both.GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task A_damaged_file_is_refused_with_one_sentence()
    {
        var bytes = Log(900);
        var cut = _workspace.Write("cut.parquet", bytes[..^100]);
        (await CommandRun.OfAsync("ingest", cut, "--storage", "Memory", "--partitions", "1"))
            .IsRefused("cut.parquet: cannot be read as Parquet");
        bytes[bytes.AsSpan().IndexOf("model-3"u8)] ^= 1;
        var changed = _workspace.Write("changed.parquet", bytes);
        (await CommandRun.OfAsync("ingest", changed, "--storage", "Memory", "--partitions", "1"))
            .IsRefused("changed.parquet: row group 1: column model: ", "rows could be read before it");
    }

    private static string Model(int i) => $"model-{i % 7}";

    private static string? User(int i) => i % 11 == 0 ? null : $"user-{i * 31 % 500}";

    private static DateTime Started(int i) => Start.AddMilliseconds((i * 250L) + (i * 7_919L % 1_000));

    private static double Duration(int i) => (i * 7_919L % 30_011) / 1_000.0;

    private static long? Input(int i) => i % 17 == 0 ? null : i % 4_001;

    private static byte[] Log(int rows)
    {
        var numbers = Enumerable.Range(0, rows).ToList();
        return new ParquetLog { GroupRows = 2_300, PageBytes = 5_000, Codec = ParquetSharp.Compression.Uncompressed }
            .Texts("model", [.. numbers.Select(Model)]).Texts("prompt", [.. numbers.Select(i => $"Tell me, {i}")])
            .Texts("user", [.. numbers.Select(User)]).Instants("started_at", [.. numbers.Select(Started)])
            .Doubles("duration", [.. numbers.Select(i => (double?)Duration(i))]).Numbers("input_tokens", [.. numbers.Select(Input)])
            .Numbers("output_tokens", [.. numbers.Select(i => (long?)(i % 97))])
            .Doubles("ttft", [.. numbers.Select(i => (double?)(i % 13 / 16.0))]).ToBytes();
    }

    private string State(string name) => Path.Combine(_workspace.Root, name);

    private string[] Ingest(string log, string state) =>
    [
        "ingest", log, "--dataset", "d", "--chunk-records", "200", "--partitions", "2", "--format", "json", "--state", State(state),
    ];

    private async Task<IReadOnlyList<(string Name, string Text)>> AnalyzeAsync(string log, string output)
    {
        var folder = Path.Combine(_workspace.Root, output);
        (await CommandRun.OfAsync(
            "overview", log, "--storage", "Memory", "--partitions", "2", "--output", folder)).Succeeds();
        return [.. Directory.EnumerateFiles(Path.Combine(folder, "overview"), "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".png", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(folder, file), File.ReadAllText(file)))];
    }
}
