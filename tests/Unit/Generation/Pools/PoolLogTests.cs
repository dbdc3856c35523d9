using System.Globalization;
using System.Security.Cryptography;

namespace LlmWorkload.Tests.Generation;

/// <summary>Logs of what the clients of a pool send.</summary>
public sealed class PoolLogTests : IDisposable
{
    private static readonly DateTime Start = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    private readonly PoolFolder _pool = new();

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void Each_window_has_as_many_requests_as_its_rate_says_all_within_it_and_by_start()
    {
        string[] rates = ["0.1", "2", "0", "0.016666666666666666", "30", "0.02"];
        _pool.Add(0, PoolFolder.Tokens, [.. rates.Select(rate => $"{rate},1,Gamma,0.5,{(rate == "30" ? 0.06 : 2)}")])
            .Add(1, PoolFolder.Tokens, [.. rates.Select(rate => $"{rate},1,Weibull,0.7,3")]);
        var rows = _pool.Log().Select(Row.Parse).ToList();
        Assert.Equal(rows.OrderBy(row => row.Started), rows);
        foreach (var user in (string[])["client-0", "client-1"])
        {
            var byWindow = rows.Where(row => row.User == user).CountBy(row => (int)((row.Started - Start).TotalSeconds / 600)).ToDictionary();
            Assert.Equal([60, 1_200, 0, 10, 18_000, 12], Enumerable.Range(0, 6).Select(window => byWindow.GetValueOrDefault(window)));
        }

        Assert.All(rows, row => Assert.Equal(("m-test", 10, 3), (row.Model, row.Input, row.Output)));
    }

    [Fact]
    public void Times_between_requests_follow_the_windows_law()
    {
        // In the mean 100 times of 2 s, so that they hardly ever come to more than the window.
        _pool.Add(0, PoolFolder.Tokens, [.. Enumerable.Repeat("0.168333333333333,1,Gamma,0.25,8", 300)])
            .Add(1, PoolFolder.Tokens, [.. Enumerable.Repeat("0.168333333333333,1,Weibull,0.5,1", 300)]);
        var gamma = Gaps("client-0");
        Assert.Equal(30_000, gamma.Length);
        Assert.InRange(Distance(gamma, x => MathNet.Numerics.Distributions.Gamma.CDF(0.25, 1 / 8.0, x)), 0, 0.015);
        Assert.InRange(Distance(Gaps("client-1"), x => 1 - Math.Exp(-Math.Sqrt(x))), 0, 0.015);

        double[] Gaps(string user) =>
        [
            .. _pool.Log().Select(Row.Parse).Where(row => row.User == user).GroupBy(row => (int)((row.Started - Start).TotalSeconds / 600))
                .SelectMany(window => window.Zip(window.Skip(1), (one, next) => (next.Started - one.Started).TotalSeconds)).Order(),
        ];

        // Microseconds are written, and many times are shorter than one: half a microsecond makes no difference to those that are longer.
        static double Distance(double[] gaps, Func<double, double> below) => gaps.Index().Where(gap => gap.Item > 1e-4).Max(
            gap => Math.Abs(below(gap.Item) - ((gap.Index + 1.0) / gaps.Length)));
    }

    [Fact]
    public void Tokens_come_from_the_latest_distribution_and_windows_before_the_first_are_counted()
    {
        const string Tokens = """
            {"600":{"input_tokens":"{1: 0.25, 2: 0.0, 7: 0.75}","output_tokens":"{4: 1}"},
             "1200":{"input_tokens":"{}","output_tokens":"{}"},
             "1800":{"input_tokens":"{0: 1.0}","output_tokens":"{5: 1}"}}
            """;
        _pool.Add(0, Tokens, [.. Enumerable.Repeat("10,1,Gamma,1,0.1", 4)]);
        var rows = _pool.Log().Select(Row.Parse).ToList();
        Assert.Equal(18_000, rows.Count);
        var early = rows.Where(row => row.Started < Start.AddSeconds(1_800)).ToList();
        Assert.Equal(12_000, early.Count);
        Assert.All(early, row => Assert.Equal(4, row.Output));
        Assert.Equal([1, 7], early.Select(row => row.Input).Distinct().Order());
        Assert.Equal(0.25, early.Count(row => row.Input == 1) / 12_000.0, 0.02);
        Assert.All(rows.Skip(12_000), row => Assert.Equal((0, 5), (row.Input, row.Output)));
        var log = new LlmWorkload.Generation.PoolLog(_pool.Read(), 1, Start, System.Text.Encoding.UTF8.GetBytes);
        log.Write(Stream.Null);
        Assert.Equal((18_000, 1), (log.Rows, log.WithoutTokens));
    }

    [Fact]
    public void Input_of_a_multimodal_request_is_its_text_and_all_of_its_media()
    {
        const string Tokens = """
            {"0":{"text_tokens":"{100: 1}","image_tokens":"{7: 1}","image_count":"{0: 0.5, 3: 0.5}","audio_tokens":"{0: 1.0}",
             "audio_count":"{0: 1.0}","video_tokens":"{1000: 1}","video_count":"{1: 1}","output_tokens":"{2: 1}"}}
            """;
        _pool.Add(0, Tokens, "1,1,Gamma,1,1");
        Assert.Equal([1_100, 1_121], _pool.Log().Select(line => Row.Parse(line).Input).Distinct().Order());
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_every_machine()
    {
        _pool.Add(0, PoolFolder.Tokens, [.. Enumerable.Repeat("3,1,Gamma,0.3,1", 9)])
            .Add(1, PoolFolder.Tokens, [.. Enumerable.Repeat("2.5001,1,Weibull,0.8,0.4", 9)]);
        var bytes = _pool.Bytes(5);
        Assert.Equal(bytes, _pool.Bytes(5));
        Assert.NotEqual(bytes, _pool.Bytes(6));

        // Taken on Linux x64 with .NET 10. It changes only when the generator is changed on purpose.
        Assert.Equal("7401183d6147ca9b2d6ba027783117456772315c26b10726c37b276974a7bb13", Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void One_client_does_not_move_the_requests_of_another()
    {
        _pool.Add(3, PoolFolder.Tokens, "3,1,Gamma,0.3,1", "3,1,Gamma,0.3,1");
        var alone = _pool.Log();
        _pool.Add(1, PoolFolder.Tokens, "2,1,Weibull,0.8,0.4", PoolFolder.Idle);
        Assert.Equal(alone, _pool.Log().Where(line => line.Contains("client-3", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_log_begins_when_it_is_told_and_has_as_many_days()
    {
        _pool.Add(0, PoolFolder.Tokens, [.. Enumerable.Repeat("0.1,1,Gamma,1,1", 200)]);
        var start = new DateTime(2031, 5, 4, 12, 0, 0, DateTimeKind.Utc);
        var rows = _pool.Log(start: start, days: 1).Select(Row.Parse).ToList();
        Assert.Equal(144 * 60, rows.Count);
        Assert.InRange(rows[0].Started, start, start.AddMinutes(10));
        Assert.InRange(rows[^1].Started, start.AddDays(1).AddMinutes(-10), start.AddDays(1));
    }

    [Fact]
    public void Names_of_any_length_are_written_whole()
    {
        var name = new string('x', 300_000);
        _pool.Add(0, PoolFolder.Tokens, "0.1,1,Gamma,1,1").Add(1, PoolFolder.Tokens, "0.1,1,Gamma,1,1")
            .Write("clients.csv", $"chunk,user\n0,{name}\n1,{name[..1_000]}\n");
        Assert.Equal([1_000, 300_000], _pool.Log().Select(line => Row.Parse(line).User.Length).Distinct().Order());
    }

    [Theory]
    [InlineData("0,1000000,1,Gamma,1,1\n600000,1,1,Gamma,1,1\n", "has more than 100000000")]
    [InlineData("0,1,1,Gamma,1,1\n300000000000,1,1,Gamma,1,1\n", "after the year 9999")]
    public void Windows_that_no_log_can_hold_are_refused(string trace, string message)
    {
        _pool.Write("chunk-0-trace.csv", trace).Write("chunk-0-dataset.json", PoolFolder.Tokens);
        var failure = Assert.Throws<WorkloadException>(() => _pool.Bytes());
        Assert.True(failure.IsInput);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    private sealed record Row(string Model, string User, DateTime Started, int Input, int Output)
    {
        public static Row Parse(string line)
        {
            var fields = line.Split(',');
            return new Row(
                fields[0], fields[1],
                DateTime.ParseExact(fields[2], "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
                int.Parse(fields[3], CultureInfo.InvariantCulture), int.Parse(fields[4], CultureInfo.InvariantCulture));
        }
    }
}
