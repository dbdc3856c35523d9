using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Segments;

/// <summary>
/// A seeded log as the columns of one chunk see it: 240 models and 10,000 users drawn by Zipf's law, exponential gaps between
/// starts, Pareto-tailed tokens, times in whole microseconds. Rows are cut into segments by model or by user partition.
/// </summary>
internal sealed class SyntheticLog
{
    public const int Models = 240;
    public const int Users = 10_000;
    public const int Functions = 3;

    private const long TicksPerMicrosecond = 10;
    private const double MeanGapMicroseconds = 86_400;

    public SyntheticLog(int rows, int seed)
    {
        var random = new Random(seed);
        var models = new Zipf(Models, 1.0);
        var users = new Zipf(Users, 0.9);
        var started = new DateTime(2025, 9, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        for (var row = 0; row < rows; row++)
        {
            started += (long)(-Math.Log(1 - random.NextDouble()) * MeanGapMicroseconds) * TicksPerMicrosecond;
            var ttft = LogNormal(random, Math.Log(300_000), 0.8);
            var output = Pareto(random, 120, 1.4, 16_000);
            Rows.Add(new Row(
                models.Draw(random),
                users.Draw(random),
                started,
                Pareto(random, 400, 1.2, 128_000),
                output,
                ttft * TicksPerMicrosecond,
                (ttft + (output * LogNormal(random, Math.Log(20_000), 0.4))) * TicksPerMicrosecond,
                random.Next(10) < 8 ? 0 : random.Next(Functions)));
        }
    }

    public List<Row> Rows { get; } = [];

    /// <summary>The segment of one model.</summary>
    public static byte[] ModelSegment(ChunkId chunk, IReadOnlyList<Row> rows)
    {
        var writer = new SegmentWriter(chunk, rows.Count);
        writer.AddIntegers(ColumnId.Started, [.. rows.Select(row => row.Started)]);
        AddHashes(writer, ColumnId.User, [.. rows.Select(row => Hash(row.User))]);
        writer.AddIntegers(ColumnId.InputTokens, [.. rows.Select(row => row.Input)]);
        writer.AddIntegers(ColumnId.OutputTokens, [.. rows.Select(row => row.Output)]);
        writer.AddIntegers(ColumnId.Ttft, [.. rows.Select(row => row.Ttft)]);
        writer.AddIntegers(ColumnId.Duration, [.. rows.Select(row => row.Duration)]);
        writer.AddTexts(ColumnId.Function, ["chat_stream", "completion", "embedding"], [.. rows.Select(row => row.Function)]);
        return writer.ToArray();
    }

    /// <summary>The segment of one user partition, with the texts of the users that <paramref name="isNew"/> says it introduces.</summary>
    public static byte[] PartitionSegment(ChunkId chunk, IReadOnlyList<Row> rows, Func<int, bool> isNew)
    {
        var writer = new SegmentWriter(chunk, rows.Count);
        AddHashes(writer, ColumnId.User, [.. rows.Select(row => Hash(row.User))]);
        writer.AddIntegers(ColumnId.Started, [.. rows.Select(row => row.Started)]);
        AddHashes(writer, ColumnId.Model, [.. rows.Select(row => Hash(-row.Model - 1))]);
        writer.AddIntegers(ColumnId.InputTokens, [.. rows.Select(row => row.Input)]);
        writer.AddIntegers(ColumnId.OutputTokens, [.. rows.Select(row => row.Output)]);
        var introduced = rows.Select(row => row.User).Distinct().Where(isNew).ToArray();
        writer.AddTextTable(ColumnId.UserTexts, [.. introduced.Select(Hash)], [.. introduced.Select(Text)]);
        return writer.ToArray();
    }

    public static ulong Hash(int number)
    {
        var mixed = unchecked((ulong)number * 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 31)) * 0xBF58476D1CE4E5B9);
        return mixed ^ (mixed >> 29);
    }

    private static string Text(int user) => new Guid(user, 1, 2, BitConverter.GetBytes(Hash(user))).ToString();

    private static void AddHashes(SegmentWriter writer, ColumnId id, ulong[] hashes)
    {
        var entries = new Dictionary<ulong, int>();
        var indices = Array.ConvertAll(hashes, hash =>
        {
            entries.TryAdd(hash, entries.Count);
            return entries[hash];
        });
        writer.AddHashes(id, [.. entries.Keys], indices);
    }

    private static long Pareto(Random random, double scale, double shape, long most) =>
        (long)Math.Min(most, scale * (Math.Pow(1 - random.NextDouble(), -1 / shape) - 1) + 1);

    private static long LogNormal(Random random, double mean, double deviation)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (long)Math.Exp(mean + (deviation * normal));
    }

    internal readonly record struct Row(int Model, int User, long Started, long Input, long Output, long Ttft, long Duration, int Function);

    private sealed class Zipf
    {
        private readonly double[] _cumulative;

        public Zipf(int count, double exponent)
        {
            var sum = 0.0;
            _cumulative = [.. Enumerable.Range(1, count).Select(rank => sum += Math.Pow(rank, -exponent))];
        }

        public int Draw(Random random)
        {
            var index = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
            return Math.Min(index < 0 ? ~index : index, _cumulative.Length - 1);
        }
    }
}
