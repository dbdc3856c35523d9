using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmWorkload.Tests.Web;

/// <summary>
/// Requests with parameters that are known, unknown, repeated and damaged: each is answered, or refused with a problem, and none fails the
/// silo. For <c>LLMWL_FUZZ_SECONDS</c> seconds (5 where nobody says), from another seed each time, which a failure names.
/// </summary>
public sealed class ParameterFuzzTests(WebSilo silo) : IClassFixture<WebSilo>
{
    private static readonly string[] Paths =
    [
        "datasets", "datasets/{d}", "datasets/{d}/summary", "datasets/{d}/models", "datasets/{d}/models/model%2F1", "datasets/{d}/users",
        "datasets/{d}/users/user-003", "datasets/{d}/analyses", "datasets/{d}/analyses/overview", "datasets/{d}/analyses/arrivals",
        "datasets/{d}/analyses/diversity", "datasets/{d}/analyses/models", "datasets/{d}/analyses/series", "datasets/{d}/analyses/slo",
        "datasets/{d}/analyses/tokens/figures", "datasets/{d}/series", "compare", "jobs/none", "cluster", "openapi.json",
        "datasets/{d}/analyses/models/figures/none.csv", "nothing",
    ];

    private static readonly string[] Names =
    [
        "from", "to", "model", "user", "function", "instance", "status", "label", "limit", "cursor", "sort", "q", "top", "models", "users",
        "window", "min-requests", "size-class", "sort-by", "report-time-zone", "thin-data", "full-data", "every", "by", "show", "slo", "min-attainment",
        "format", "a", "b", "a-range", "b-range", "gate", "gate-min", "gate-missing", "min-compare", "fromm", "",
    ];

    private static readonly string[] Values =
    [
        "", "-", "0", "-1", "1", "20", "1000", "2147483647", "2147483648", "9223372036854775807", "1e308", "NaN", "all", "true", "false",
        "model/1", "model/1,model/2", "user-003", "ok", "failed", "+10m", "+1s", "2025-03-06", "2025-03-06T00:05:00Z", "0001-01-01",
        "9999-12-31T23:59:59.9999999Z", "Europe/Berlin", "1s", "15m", "1h", "36500d", "model", "requests", "ttft.p99", "-tokens", "flat",
        "nested", "ttft=500ms", "ttft=500ms,e2e=5", "0.5", "ttft.p99=1.2", "..2025-03-06", "2025-03-06..", "..", WebSilo.Dataset, "none",
        "\0", "\r\n", "ü", "😀", "%", "%00", "../../etc/passwd", "<script>", "'; --", "=1+1", ",", ",,,", " ",
    ];

    [Fact]
    public async Task Any_parameters_are_answered_or_refused()
    {
        var seconds = int.TryParse(
            Environment.GetEnvironmentVariable("LLMWL_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var asked) ? asked : 5;
        var seed = Random.Shared.Next();
        var clock = Stopwatch.StartNew();
        var (answered, refused) = (0, 0);
        do
        {
            var path = Request(new Random(seed));
            using var answer = await silo.Http.GetAsync(path);
            var status = (int)answer.StatusCode;
            var body = await answer.Content.ReadAsByteArrayAsync();
            Assert.True(status is >= 200 and < 300 or >= 400 and < 500, $"Seed {seed}, {path}: {status} {Encoding.UTF8.GetString(body)}");
            if (status >= 400)
            {
                Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
                using var problem = JsonDocument.Parse(body);
                Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
                Assert.NotEqual("", problem.RootElement.GetProperty("detail").GetString());
                refused++;
            }
            else
            {
                answered++;
            }

            seed = unchecked(seed + 1);
        }
        while (clock.Elapsed < TimeSpan.FromSeconds(seconds));

        Assert.True(answered > 10 && refused > 10, $"{answered} were answered and {refused} refused.");
    }

    private static string Request(Random random)
    {
        var path = random.GetItems(Paths, 1)[0].Replace("{d}", random.Next(20) == 0 ? "dya" : WebSilo.Dataset, StringComparison.Ordinal);
        var query = new StringBuilder();
        for (var left = random.Next(4); left > 0; left--)
        {
            var name = random.GetItems(Names, 1)[0];
            var value = Damage(random.GetItems(Values, 1)[0], random);
            query.Append(query.Length == 0 ? '?' : '&').Append(name);
            if (random.Next(12) > 0) query.Append('=').Append(random.Next(20) == 0 ? Raw(value) : Uri.EscapeDataString(value));
        }

        return path + query;
    }

    // As a careless asker sends it: what would end the request or the parameter is left out.
    private static string Raw(string value) => string.Concat(value.Where(letter => letter is > ' ' and < '\x7f' and not ('#' or '&')));

    private static string Damage(string value, Random random)
    {
        if (random.Next(4) > 0 || value.Length == 0) return value;
        var at = random.Next(value.Length);
        return random.Next(3) switch
        {
            0 => value.Remove(at, 1),
            1 => value.Insert(at, ((char)random.Next(1, 0x250)).ToString()),
            _ => value + value,
        };
    }
}
