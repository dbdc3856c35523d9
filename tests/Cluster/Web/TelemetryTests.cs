using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LlmWorkload.Tests.Web;

/// <summary>A silo measures what it does, sends that to a collector, and names no user.</summary>
public sealed class TelemetryTests
{
    private const string Key = "reader-77c1d0aa41fe";
    private const string User = "user-003";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Prometheus_reads_what_was_ingested_and_asked()
    {
        await using var silo = new WebSilo();
        await silo.InitializeAsync();
        await silo.TextAsync($"datasets/{WebSilo.Dataset}/analyses/tokens");
        await silo.TextAsync($"datasets/{WebSilo.Dataset}/analyses/tokens");
        await silo.TextAsync($"datasets/{WebSilo.Dataset}/analyses/tokens?thin-data");
        await silo.TextAsync($"datasets/{WebSilo.Dataset}/users/{User}");
        (await silo.ClientAsync("query", "models", "--dataset", WebSilo.Dataset)).Succeeded();

        // A reading that is younger than a moment is given again.
        var text = "";
        await Waiting.ForAsync(
            async () => (text = await silo.TextAsync("/metrics")).Contains("question=\"RankModels\"", StringComparison.Ordinal), Longest,
            "the measurement of a question");

        using var dataset = JsonDocument.Parse(await silo.TextAsync($"datasets/{WebSilo.Dataset}"));
        Assert.Equal(dataset.RootElement.GetProperty("rows").GetInt64(), Sum(text, "llmwl_ingest_rows"));
        Assert.True(Sum(text, "llmwl_ingest_segments") > 0);
        Assert.True(Sum(text, "llmwl_ingest_segment_size_bytes") > 3_000);
        Assert.True(Sum(text, "llmwl_answers_kept") >= 1);
        Assert.True(Sum(text, "llmwl_answers_resent") >= 1);
        Assert.Contains("analysis=\"tokens\"", text);
        Assert.Contains("question=\"User\"", text);
        Assert.Contains("orleans_", text);
        Assert.DoesNotContain(User, text);
        Assert.DoesNotContain("model/1", text);
    }

    [Fact]
    public async Task Where_there_are_keys_measurements_need_one()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
        await using var silo = new WebSilo($"--Security:Keys:0:Hash={hash}", "--Security:Keys:0:Role=read");
        await silo.StartAsync();
        using (var refused = await silo.Http.GetAsync("/metrics")) Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        silo.Http.DefaultRequestHeaders.Add("X-Api-Key", Key);

        Assert.Contains("# TYPE", await silo.TextAsync("/metrics"));
    }

    [Fact]
    public async Task A_question_is_traced_through_its_grains_without_a_name_of_the_log()
    {
        using var collector = new Collector();
        await using var silo = new WebSilo($"--Otlp:Endpoint={collector.Address}", "--Otlp:Protocol=http");
        await silo.InitializeAsync();
        await silo.TextAsync($"datasets/{WebSilo.Dataset}/users/{User}?from=2025-03-06");
        using (var unknown = await silo.Http.GetAsync($"datasets/{WebSilo.Dataset}/users/{User}x"))
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        await Waiting.ForAsync(
            () => Task.FromResult(
                collector.Traces.Contains("GET /api/v1/datasets/{dataset}/users/", StringComparison.Ordinal)
                && collector.Traces.Contains("IQuestionsGrain", StringComparison.Ordinal)), Longest, "the trace of a question");

        Assert.Contains("IUserPartitionGrain", collector.Traces);
        Assert.DoesNotContain(User, collector.Traces);
        Assert.DoesNotContain("2025-03-06", collector.Traces);
        Assert.DoesNotContain("model/1", collector.Traces);
    }

    [Fact]
    public async Task No_line_of_the_log_has_a_name_of_a_log_a_query_a_key_or_a_connection_string()
    {
        const string secret = "secret-5c0ffee1";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
        await using var silo = new WebSilo(
            $"--Security:Keys:0:Hash={hash}", "--Security:Keys:0:Role=write", "--Logging:LogLevel:Default=Information",
            $"--ConnectionStrings:Postgres=Host=127.0.0.1;Port=1;Username=llmwl;Password={secret}");
        await silo.InitializeAsync();
        silo.Http.DefaultRequestHeaders.Add("X-Api-Key", Key);
        string[] walk =
        [
            $"datasets/{WebSilo.Dataset}/users/{User}", $"datasets/{WebSilo.Dataset}/users/{User}x", $"datasets/{User}",
            $"datasets/{WebSilo.Dataset}/series?user={User}", $"datasets/{WebSilo.Dataset}/models?q={User}&nonsense={User}",
            $"datasets/{WebSilo.Dataset}/analyses/tokens?users={User}", $"compare?a={User}&b={User}", "/metrics", "/readyz",
        ];
        foreach (var path in walk) (await silo.Http.GetAsync(path)).Dispose();
        (await silo.ClientAsync("query", "user", User, "--dataset", WebSilo.Dataset)).Succeeded();
        using (var dropped = await silo.Http.DeleteAsync($"datasets/{WebSilo.Dataset}"))
            Assert.True(dropped.IsSuccessStatusCode, $"{dropped.StatusCode}");

        var said = await silo.StopAsync();

        Assert.Contains("Ready for clients", said.Output);
        foreach (var hidden in new[] { User, secret, Key, hash, "nonsense", "Password" })
        {
            Assert.DoesNotContain(hidden, said.Output, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(hidden, said.Error, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("Otlp:Endpoint is no address", "--Otlp:Endpoint=collector")]
    [InlineData("the nearest is 'grpc'", "--Otlp:Protocol=grpcc")]
    public async Task A_setting_that_cannot_work_is_refused(string words, string setting)
    {
        using var silo = ProgramProcess.Silo("--Storage:Provider=Memory", setting);

        var refused = (await silo.ExitAsync()).Failed(2);

        Assert.Contains(words, refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.Trim().Split('\n'));
    }

    // Of all series of a counter.
    private static double Sum(string text, string name) => text.Split('\n')
        .Where(line => line.StartsWith($"{name}_total", StringComparison.Ordinal) || line.StartsWith($"{name}{{", StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.IndexOf('}') + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));
}
