using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MathNet.Numerics;

namespace LlmWorkload.Tests.Commands;

/// <summary>Pools of clients: what is exported, by a plain calculation from the rows, and the log that is made of it.</summary>
public sealed class PoolTests : IDisposable
{
    private const int Day = 86_400;
    private const int SixHours = 21_600;

    private static readonly DateTime Midnight = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_pool_is_what_a_plain_calculation_makes_of_the_rows()
    {
        var rows = Rows();
        var run = (await ExportAsync(Write(rows), "--model", "m/1", "--format", "json")).Json();
        var pool = ServeGenPool.Read(Path.Combine(_workspace.Root, "data", "language", "m_1"));
        Assert.Equal(pool.Folder, run.GetProperty("path").GetString());
        var ours = rows.Where(row => row.Model == "m/1").ToList();
        var clients = Clients(ours);

        // What the sample has been made for.
        Assert.DoesNotContain("no-tokens", clients.Select(client => client.User));
        Assert.DoesNotContain("quiet", clients.Select(client => client.User));
        Assert.True(clients.Count > 6);
        Assert.Equal(clients.Count + 1, pool.Clients.Count);
        Assert.Equal(pool.Clients.Count, run.GetProperty("clients").GetInt32());
        var taken = clients.SelectMany(client => Counted(client.Rows)).SelectMany(window => window)
            .ToHashSet<object>(ReferenceEqualityComparer.Instance);
        var rest = ours.Where(row => !taken.Contains(row)).ToList();
        List<(string User, List<Row> Rows)> all = [.. clients, ("", rest)];
        foreach (var (client, expected) in pool.Clients.Zip(all)) Check(client, expected.Rows);

        var inPool = all.Sum(client => Counted(client.Rows).Sum(window => window.Count));
        Assert.Equal(ours.Count, run.GetProperty("requests").GetInt64());
        Assert.Equal(inPool, run.GetProperty("pool_requests").GetInt64());
        Assert.Equal((double)inPool / ours.Count, run.GetProperty("pool_share").GetDouble());
        Assert.Equal(
            1 - ((double)Counted(rest).Sum(window => window.Count) / rest.Count), run.GetProperty("rest_lost_share").GetDouble(), 1e-12);
        var table = CsvText.Table(await File.ReadAllTextAsync(Path.Combine(pool.Folder, "clients.csv")));
        Assert.Equal(["chunk", "user", "requests", "windows", "window_requests"], table[0]);
        Assert.Equal(
            all.Select((client, i) => string.Join('|', i, client.User, client.Rows.Count, Counted(client.Rows).Count,
                Counted(client.Rows).Sum(window => window.Count))),
            table.Skip(1).Select(row => string.Join('|', row)));
    }

    [Fact]
    public async Task A_split_model_a_dataset_and_any_order_of_rows_give_the_same_files()
    {
        var rows = Rows();
        (await ExportAsync(Write(rows), "--model", "m/1", "--pool", "one")).Succeeds();
        var shuffled = rows.ToArray();
        new Random(1).Shuffle(shuffled);
        var log = Write([.. shuffled], "shuffled.csv");
        (await CommandRun.OfAsync(
            "ingest", log, "--state", _workspace.State, "--dataset", "d", "--model-parts", "3", "--chunk-records", "500")).Succeeds();
        (await CommandRun.OfAsync(
            "export", "servegen", "--dataset", "d", "--state", _workspace.State, "--model", "m/1", "--out",
            Path.Combine(_workspace.Root, "data"), "--pool", "two", "--category", "reason")).Succeeds();
        Assert.Equal(Texts("language", "one"), Texts("reason", "two"));
    }

    [Fact]
    public async Task Without_the_rest_a_pool_has_the_users_alone_and_their_ids_may_be_hashed()
    {
        var log = Write(Rows());
        var key = _workspace.Write("key", "0123456789abcdef"u8.ToArray());
        (await ExportAsync(log, "--model", "m/1", "--pool", "all")).Succeeds();
        var run = await ExportAsync(log, "--model", "m/1", "--pool", "users", "--no-rest", "--anonymise", key, "--format", "json");
        Assert.Equal("null", run.Json().GetProperty("rest_lost_share").GetRawText());
        var (all, users) = (Texts("language", "all"), Texts("language", "users"));
        var count = ServeGenPool.Read(Path.Combine(_workspace.Root, "data", "language", "users")).Clients.Count;
        Assert.Equal(all.Count - 2, users.Count);
        for (var chunk = 0; chunk < count; chunk++) Assert.Equal(all[$"chunk-{chunk}-trace.csv"], users[$"chunk-{chunk}-trace.csv"]);
        Assert.All(CsvText.Table(users["clients.csv"]).Skip(1), row => Assert.Matches("^[0-9a-f]{32}$", row[1]));
    }

    [Fact]
    public async Task A_log_without_users_is_one_client()
    {
        var log = _workspace.Write("log.csv", ["model,started_at,input_tokens,output_tokens", .. Enumerable.Range(0, 25).Select(
            i => $"m,{Text(Midnight.AddSeconds(i * i))},{i},{i % 3}")]);
        var run = (await ExportAsync(log, "--format", "json")).Json();
        Assert.Equal((1, 25), (run.GetProperty("clients").GetInt32(), run.GetProperty("requests").GetInt32()));
        var pool = ServeGenPool.Read(Path.Combine(_workspace.Root, "data", "language", "m"));
        Assert.Equal([0], Assert.Single(pool.Clients).Active.Select(window => window.Key));
    }

    [Fact]
    public async Task What_no_pool_can_be_made_of_is_refused_and_leaves_nothing()
    {
        var log = Write(Rows());
        (await ExportAsync(log)).IsRefused("A pool is of one model, and", "has 2; expected --model with one of them, such as m/1");
        var quiet = _workspace.Write("quiet.csv", ["model,user_id,started_at,input_tokens,output_tokens", .. Enumerable.Range(0, 30).Select(
            i => $"m,u{i % 2},{Text(Midnight.AddMinutes(i))},5,6")]);
        (await ExportAsync(quiet, "--no-rest")).IsRefused("The pool has no client: no user has ten requests in ten minutes and input");
        var tokenless = _workspace.Write("tokenless.csv", ["model,started_at", .. Enumerable.Range(0, 30).Select(
            i => $"m,{Text(Midnight.AddSeconds(i))}")]);
        (await ExportAsync(tokenless)).IsRefused("The pool has no client: no ten minutes have ten requests and input and output tokens");
        Assert.Empty(Directory.Exists(Path.Combine(_workspace.Root, "data"))
            ? Directory.EnumerateFiles(Path.Combine(_workspace.Root, "data"), "*", SearchOption.AllDirectories)
            : []);
        Assert.Empty(Directory.EnumerateDirectories(_workspace.Root, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_folder_that_holds_files_is_refused_and_stays_as_it_is()
    {
        var log = Write(Rows());
        (await ExportAsync(log, "--model", "m/1", "--pool", "p")).Succeeds();
        var before = Texts("language", "p");
        (await ExportAsync(log, "--model", "m/2", "--pool", "p")).IsRefused("holds a pool already; expected another --out or --pool");
        Assert.Equal(before, Texts("language", "p"));
        _workspace.Write("data/language/other/notes.txt", "mine");
        (await ExportAsync(log, "--model", "m/2", "--pool", "other")).IsRefused("holds notes.txt already");
        Directory.CreateDirectory(Path.Combine(_workspace.Root, "data", "language", "empty"));
        (await ExportAsync(log, "--model", "m/2", "--pool", "empty")).Succeeds();
        _workspace.Write("data/language/file", "mine");
        (await ExportAsync(log, "--model", "m/2", "--pool", "file")).IsRefused("is a file; expected a folder");
    }

    [Fact]
    public async Task A_log_of_a_pool_is_near_the_one_that_the_pool_was_made_of()
    {
        string[] files = ["deploy/samples/requests.csv.gz", "deploy/samples/models.json"];
        var sample = Repository.At(files[0]);
        string[] of = ["--dataset", "sample", "--state", _workspace.State];
        (await CommandRun.OfAsync(["ingest", sample, "--models", Repository.At(files[1]), .. of])).Succeeds();
        var models = (await CommandRun.OfAsync(["query", "models", .. of, "--format", "csv"])).Csv();
        var model = models[1][0];
        (await CommandRun.OfAsync(
            ["export", "servegen", .. of, "--model", model, "--pool", model, "--out", Path.Combine(_workspace.Root, "data")])).Succeeds();
        var (one, again) = (Path.Combine(_workspace.Root, "one.csv"), Path.Combine(_workspace.Root, "again.csv.gz"));
        var pool = Path.Combine(_workspace.Root, "data", "language", model);
        var run = (await CommandRun.OfAsync("generate", "--from-pool", pool, "-o", one)).Succeeds();
        Assert.Contains("the log has no durations, no times to first token", run.Error, StringComparison.Ordinal);
        Assert.Contains("rows of 4 clients", run.Error, StringComparison.Ordinal);
        (await CommandRun.OfAsync("generate", "--from-pool", pool, "-o", again, "--seed", "2")).Succeeds();
        (await CommandRun.OfAsync("generate", "--from-pool", pool, "-o", again, "--seed", "1")).Succeeds();
        using var unzipped = new MemoryStream();
        await using (var zipped = new GZipStream(File.OpenRead(again), CompressionMode.Decompress)) await zipped.CopyToAsync(unzipped);
        Assert.Equal(await File.ReadAllBytesAsync(one), unzipped.ToArray());

        (await CommandRun.OfAsync(["compare", sample, one, "--state", _workspace.State, "--model", model, "--no-figures", "-o",
            _workspace.Figures])).Succeeds();
        var compared = _workspace.Json("compare/summary.json");
        var ks = compared.GetProperty("distributions").EnumerateArray()
            .Where(each => each.GetProperty("id").ValueKind == JsonValueKind.Null)
            .ToDictionary(each => each.GetProperty("name").GetString()!, each => each.GetProperty("ks"));

        // Two samples of 14,000 of one distribution differ by 1.95·√(2/14,000) = 0.023 once in a thousand times. Arrivals differ by more:
        // those of the users of the rest are one law of ten minutes, and windows under ten requests are lost.
        Assert.InRange(ks["input_tokens"].GetDouble(), 0, 0.023);
        Assert.InRange(ks["output_tokens"].GetDouble(), 0, 0.023);
        Assert.InRange(ks["inter_arrival"].GetDouble(), 0, 0.06);
        Assert.InRange(compared.GetProperty("totals").GetProperty("requests").GetProperty("ratio").GetDouble(), 0.98, 1);
    }

    // Clients by the rule: users by requests, then id, with a window of ten requests and a row with both tokens.
    private static List<(string User, List<Row> Rows)> Clients(IEnumerable<Row> rows) =>
    [
        .. rows.Where(row => row.User != "").GroupBy(row => row.User).Select(user => (User: user.Key, Rows: user.ToList()))
            .Where(user => Counted(user.Rows).Count > 0 && user.Rows.Any(row => row.HasTokens))
            .OrderByDescending(user => user.Rows.Count).ThenBy(user => user.User, StringComparer.Ordinal),
    ];

    private static List<List<Row>> Counted(IEnumerable<Row> rows) =>
    [
        .. rows.GroupBy(row => (row.Started - DateTime.UnixEpoch).Ticks / TimeSpan.FromMinutes(10).Ticks)
            .Where(window => window.Count() >= 10).OrderBy(window => window.Key)
            .Select(window => window.OrderBy(row => row.Started).ToList()),
    ];

    private static void Check(ServeGenPool.Client client, List<Row> rows)
    {
        var counted = Counted(rows);
        Assert.Equal(4 * 144, client.Trace.Count);
        Assert.Equal(counted.Select(window => SecondOf(window[0]) / 600 * 600), client.Active.Select(window => window.Key));
        foreach (var (actual, window) in client.Active.Zip(counted)) Check(actual.Value, window);
        CheckTokens(client, rows, SecondOf(counted[0][0]) / SixHours * SixHours);
    }

    private static void Check(ServeGenPool.Window actual, List<Row> window)
    {
        var gaps = window.Zip(window.Skip(1), (one, next) => Math.Max((next.Started - one.Started).TotalSeconds, 0.001)).Order().ToArray();
        var mean = gaps.Average();
        var cv = Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))) / mean;
        Assert.Equal(window.Count / 600.0, actual.Rate, 1e-12);
        Assert.Equal(cv, actual.Cv, 1e-7);
        var square = Math.Pow(Math.Max(cv, 0.001), 2);
        double OfGamma(double x) => SpecialFunctions.GammaLowerRegularized(1 / square, x / (mean * square));
        double OfWeibull(double x) => 1 - Math.Exp(-Math.Pow(x / actual.Scale, actual.Shape));
        if (actual.Pattern == "Gamma")
        {
            Assert.Equal(1, actual.Shape * square, 1e-6);
            Assert.Equal(mean, actual.Shape * actual.Scale, 1e-6 * mean);
            return;
        }

        // The likelihood of a Weibull law is greatest where both derivatives are 0.
        var powers = gaps.Select(gap => Math.Pow(gap, actual.Shape)).ToArray();
        var slope = (powers.Zip(gaps, (power, gap) => power * Math.Log(gap)).Sum() / powers.Sum()) - (1 / actual.Shape)
            - gaps.Average(Math.Log);
        Assert.Equal(0, slope, 1e-6);
        Assert.Equal(1, Math.Pow(actual.Scale, actual.Shape) / powers.Average(), 1e-6);
        Assert.True(cv >= 0.01, "a clock has no Weibull law");
        Assert.True(Distance(gaps, OfWeibull) < Distance(gaps, OfGamma) + 1e-9, "the nearer law counts");
    }

    private static double Distance(double[] ascending, Func<double, double> below) => ascending.Distinct().Max(x => Math.Max(
        Math.Abs(below(x) - (ascending.Count(each => each <= x) / (double)ascending.Length)),
        Math.Abs(below(x) - (ascending.Count(each => each < x) / (double)ascending.Length))));

    private static void CheckTokens(ServeGenPool.Client client, List<Row> rows, int first)
    {
        Assert.Equal(16, client.Dataset.Count);
        var whole = rows.Where(row => row.HasTokens).ToList();
        var isLate = SecondOf(whole.MinBy(row => row.Started)!) / SixHours * SixHours > first;
        foreach (var (second, actual) in client.Dataset)
        {
            var part = whole.Where(row => SecondOf(row) / SixHours * SixHours == second).ToList();
            if (isLate && second == first) part = whole;
            Assert.Equal(part.Count == 0, actual is null);
            if (actual is null) continue;
            Assert.Equal(Shares(part.Select(row => row.Input!.Value)), actual.Input);
            Assert.Equal(Shares(part.Select(row => row.Output!.Value)), actual.Output);
        }
    }

    private static Dictionary<int, double> Shares(IEnumerable<int> values)
    {
        var all = values.ToList();
        return all.CountBy(value => value).ToDictionary(count => count.Key, count => count.Value / (double)all.Count);
    }

    private static int SecondOf(Row row) => (int)(row.Started - Midnight).TotalSeconds;

    private static string Text(DateTime instant) => instant.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    // Two models over four days, the second on three of them; users in bursts, some with what the rules are about.
    private static List<Row> Rows()
    {
        var random = new Random(11);
        var rows = new List<Row>();
        for (var user = 0; user < 9; user++)
        {
            for (var burst = 0; burst < 12; burst++)
            {
                var at = random.Next(2_000, (4 * Day) - 9_000) + random.NextDouble();
                var mean = Math.Exp(random.NextDouble() * 6);
                for (var i = random.Next(3, 60); i > 0 && at < 4 * Day; i--)
                {
                    Add($"u{user}", at, random.Next(15) == 0 ? null : random.Next(1, 60), random.Next(20) == 0 ? null : random.Next(0, 9));
                    at += mean * Math.Pow(-Math.Log(1 - random.NextDouble()), 1 + user % 3);
                }
            }
        }

        for (var i = 0; i < 40; i++)
        {
            Add("clock", 30_000 + (2.5 * i), 7, 8);
            Add("no-tokens", 40_000 + i, null, 3);
            Add("quiet", 8_000 * i, 5, 5);
            Add("", 50_000 + (7 * i), 4, i);
            Add("tied", 60_000 + (i / 20), i, 1);

            // Its first window has no tokens, nor what is before it.
            Add("late", 70_000 + (3 * i * i), i < 30 ? null : 6, 2);
            Add("late", (3 * Day) + (100 * i), 9, 2);
        }

        Add("quiet", 1_999, 1, 1);
        Add("quiet", (4 * Day) - 1, 1, 1);
        rows.AddRange(rows.Where((_, i) => i % 3 == 0)
            .Select(row => row with { Model = "m/2", Started = row.Started.AddDays(-0.5) }).ToList());
        return rows;

        void Add(string user, double second, int? input, int? output) =>
            rows.Add(new Row("m/1", user, Midnight.AddTicks((long)(second * TimeSpan.TicksPerSecond)), input, output));
    }

    private string Write(List<Row> rows, string name = "log.csv") => _workspace.Write(name,
        ["model,user_id,started_at,input_tokens,output_tokens", .. rows.Select(
            row => $"{row.Model},{row.User},{Text(row.Started)},{row.Input},{row.Output}")]);

    private Task<CommandRun> ExportAsync(string log, params string[] more) => CommandRun.OfAsync(
        ["export", "servegen", log, "--storage", "Memory", "--quiet", "--out", Path.Combine(_workspace.Root, "data"), .. more]);

    private Dictionary<string, string> Texts(string category, string name) =>
        Directory.GetFiles(Path.Combine(_workspace.Root, "data", category, name)).ToDictionary(
            file => Path.GetFileName(file)!, file => File.ReadAllText(file, Encoding.UTF8));

    private sealed record Row(string Model, string User, DateTime Started, int? Input, int? Output)
    {
        public bool HasTokens => Input is not null && Output is not null;
    }
}
