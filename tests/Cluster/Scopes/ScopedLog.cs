using System.Globalization;

namespace LlmWorkload.Tests.Scopes;

/// <summary>A log with every field that a scope decides by, and the rows of it that a test keeps.</summary>
internal sealed class ScopedLog
{
    private const string Header = "chute_id,user_id,function_name,instance_id,status,label,started_at,completed_at,"
        + "input_tokens,output_tokens,cached_tokens,ttft,cost";

    private static readonly DateTime Start = new(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Row[] _rows;

    /// <summary>Random rows: ties, disorder, gaps, and values that are missing.</summary>
    public ScopedLog(int rows, int seed)
    {
        var random = new Random(seed);
        var seconds = 0;
        _rows = new Row[rows];
        for (var i = 0; i < rows; i++)
        {
            seconds = Math.Max(0, seconds + random.Next(-20, 90));
            var failed = random.Next(8) == 0;
            _rows[i] = new Row(
                $"model-{Math.Min(random.Next(9), random.Next(9))}",
                Maybe(random, 10, $"user-{Math.Min(random.Next(40), random.Next(40))}"),
                Maybe(random, 6, random.Next(3) switch { 0 => "chat", 1 => "complete", _ => "embed, fast" }),
                Maybe(random, 5, $"gpu-{random.Next(4)}"),
                Maybe(random, 4, failed ? "500" : random.Next(3) == 0 ? "201" : "200"),
                Maybe(random, 3, $"team-{random.Next(3)}"),
                Start.AddSeconds(seconds),
                Maybe(random, 9, (random.Next(1, 60_000) / 1e3).ToString(CultureInfo.InvariantCulture)),
                Maybe(random, 12, random.Next(5_000).ToString(CultureInfo.InvariantCulture)),
                Maybe(random, 12, random.Next(500).ToString(CultureInfo.InvariantCulture)),
                Maybe(random, 2, random.Next(3_000).ToString(CultureInfo.InvariantCulture)),
                Maybe(random, 7, (random.Next(1, 900) / 1e3).ToString(CultureInfo.InvariantCulture)),
                Maybe(random, 3, (random.Next(1, 900) / 1e4).ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Whether it has a row that a test keeps.</summary>
    public bool Has(Func<Row, bool> keeps) => _rows.Any(keeps);

    /// <summary>Writes the rows that a test keeps, in their order.</summary>
    /// <returns>The path.</returns>
    public string Write(string path, Func<Row, bool>? keeps = null)
    {
        File.WriteAllLines(path, [Header, .. _rows.Where(keeps ?? (_ => true)).Select(row => row.Line)]);
        return path;
    }

    private static string Maybe(Random random, int oneIn, string value) => random.Next(oneIn) == 0 ? "" : value;

    /// <summary>A row; empty where a value is missing.</summary>
    internal sealed record Row(
        string Model, string User, string Function, string Instance, string Status, string Label, DateTime Started, string Seconds,
        string Input, string Output, string Cached, string Ttft, string Cost)
    {
        /// <summary>Whether the request failed.</summary>
        public bool IsFailed => Status == "500";

        /// <summary>The row as CSV.</summary>
        public string Line
        {
            get
            {
                var completed = Seconds.Length == 0
                    ? ""
                    : Instant(Started.AddSeconds(double.Parse(Seconds, CultureInfo.InvariantCulture)));
                return $"{Model},{User},\"{Function}\",{Instance},{Status},{Label},{Instant(Started)},{completed},"
                    + $"{Input},{Output},{Cached},{Ttft},{Cost}";
            }
        }

        private static string Instant(DateTime instant) => instant.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }
}
