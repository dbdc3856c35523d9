using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LlmWorkload.Tests.Web;

/// <summary>Who may ask over HTTP, and how much.</summary>
public sealed class SecurityTests
{
    private const string Reader = "reader-4f0b7c1e9d2a";
    private const string Writer = "writer-91c3aa5507be";

    private static string[] Keys =>
    [
        $"--Security:Keys:0:Hash={HashOf(Reader)}", "--Security:Keys:0:Role=read", $"--Security:Keys:1:Hash={HashOf(Writer)}",
        "--Security:Keys:1:Role=write",
    ];

    [Fact]
    public async Task Without_a_key_names_of_loopback_alone_are_answered_and_writes_need_a_header()
    {
        await using var silo = await StartedAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "datasets"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "datasets", host: "localhost:1"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync(silo, HttpMethod.Get, "datasets", host: "evil.example"));
        Assert.Equal(
            HttpStatusCode.MisdirectedRequest, await StatusAsync(silo, HttpMethod.Get, "datasets", host: "127.0.0.1.evil.example"));

        silo.Http.DefaultRequestHeaders.Remove("X-Llmwl");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(silo, HttpMethod.Post, "datasets/x/files?path=x.csv"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(silo, HttpMethod.Delete, "datasets/x"));
    }

    [Fact]
    public async Task With_keys_nobody_asks_without_one_and_nobody_writes_with_one_that_reads()
    {
        await using var silo = await StartedAsync(Keys);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, HttpMethod.Get, "datasets"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, HttpMethod.Get, "datasets", key: "guess"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, HttpMethod.Get, "datasets", key: HashOf(Reader)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "datasets", key: Reader));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "datasets", host: "elsewhere.example", key: Reader));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(silo, HttpMethod.Delete, "datasets/x", key: Reader));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(silo, HttpMethod.Delete, "datasets/x", key: Writer));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "/healthz"));
    }

    [Fact]
    public async Task The_dashboard_needs_a_key_and_shows_no_log()
    {
        await using var silo = await StartedAsync(Keys);
        foreach (var path in (string[])["/dashboard/", "/dashboard/index.min.js", "/dashboard/DashboardCounters?exclude=x", "/dashboard/GrainState"])
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "/dashboard/", key: Reader));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "/dashboard/DashboardCounters?exclude=x", key: Reader));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(silo, HttpMethod.Get, "/dashboard/Trace", key: Writer));
    }

    [Fact]
    public async Task A_dashboard_that_is_not_wanted_is_not_there()
    {
        await using var silo = await StartedAsync("--Http:Dashboard=false");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(silo, HttpMethod.Get, "/dashboard/"));
    }

    [Fact]
    public async Task Bodies_and_requests_a_second_are_bounded()
    {
        await using var silo = await StartedAsync("--Http:RequestsPerSecond=20", "--Ingest:MaxUpload=1000");
        using var large = await silo.Http.PostAsync("datasets/x/files?name=x.csv", new ByteArrayContent(new byte[2_000]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => silo.Http.GetAsync("datasets")));
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();

        Assert.NotEmpty(refused);
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(refused, answer => Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("guess")]
    public async Task Who_is_refused_asks_no_faster(string? key)
    {
        await using var silo = await StartedAsync([.. Keys, "--Http:RequestsPerSecond=20"]);
        var refused = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => StatusAsync(silo, HttpMethod.Get, "datasets", key: key)));

        Assert.Contains(HttpStatusCode.Unauthorized, refused);
        Assert.Contains(HttpStatusCode.TooManyRequests, refused);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "datasets", key: Reader));
    }

    [Fact]
    public async Task Computations_at_once_are_bounded_and_what_is_kept_is_answered_all_the_same()
    {
        await using var silo = new WebSilo("--Http:MaxComputations=1");
        await silo.InitializeAsync();
        var model = JsonDocument.Parse(await silo.TextAsync($"datasets/{WebSilo.Dataset}/models?limit=1")).RootElement[0];
        string[] kept =
        [
            $"datasets/{WebSilo.Dataset}/analyses/overview", $"datasets/{WebSilo.Dataset}/models?limit=2",
            $"datasets/{WebSilo.Dataset}/models/{Uri.EscapeDataString(model.GetProperty("model").GetString()!)}",
            $"datasets/{WebSilo.Dataset}/users?limit=2", $"datasets/{WebSilo.Dataset}/series?every=1d",
        ];
        foreach (var question in kept) await silo.TextAsync(question);

        var computed = Enumerable.Range(1, 30).Select(
            second => silo.Http.GetAsync($"datasets/{WebSilo.Dataset}/analyses/arrivals?from=%2B{second}s")).ToList();
        var answered = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => silo.Http.GetAsync(kept[number % kept.Length])));
        var answers = await Task.WhenAll(computed);

        Assert.All(answered, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task Every_answer_tells_browsers_what_it_is_not_for()
    {
        await using var silo = await StartedAsync();
        foreach (var path in new[] { "datasets", "datasets/none", "/healthz" })
        {
            using var answer = await silo.Http.GetAsync(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Theory]
    [InlineData("without a certificate (Http:Certificate) and a key (Security:Keys)", "--Http:Address=0.0.0.0")]
    [InlineData("Security:Keys:0:Hash", "--Security:Keys:0:Hash=abc")]
    [InlineData("Http:Certificate is 'none.pem'", "--Http:Certificate=none.pem")]
    [InlineData("Ingest:Root is 'nowhere'", "--Ingest:Root=nowhere")]
    [InlineData("Http:Port is 70000", "--Http:Port=70000")]
    public async Task A_silo_that_would_be_open_or_cannot_work_is_refused(string words, params string[] settings)
    {
        using var folder = new TemporaryFolder();
        var ((port, gateway), (http, _)) = (SiloProcess.FreePorts(), SiloProcess.FreePorts());
        using var silo = ProgramProcess.Silo([
            $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", $"--Http:Port={http}", $"--Storage:Path={folder.At("state")}",
            .. settings]);

        var refused = (await silo.ExitAsync()).Failed(2);

        Assert.Contains(words, refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Beyond_loopback_a_certificate_and_a_key_are_enough()
    {
        using var folder = new TemporaryFolder();
        var (certificate, key) = Certificate(folder);
        var ((port, gateway), (http, _)) = (SiloProcess.FreePorts(), SiloProcess.FreePorts());
        using var silo = ProgramProcess.Silo([
            $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", $"--Http:Port={http}", $"--Storage:Path={folder.At("state")}",
            "--Http:Address=0.0.0.0", $"--Http:Certificate={certificate}", $"--Http:CertificateKey={key}", .. Keys]);
        await silo.ReadyAsync();
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var client = new HttpClient(handler);
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {Reader}");

        Assert.Equal("[]", (await client.GetStringAsync($"https://127.0.0.1:{http}/api/v1/datasets")).Trim());
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync($"http://127.0.0.1:{http}/api/v1/datasets"));

        client.DefaultRequestHeaders.Add("X-Llmwl", "1");
        using var login = await client.PostAsync($"https://127.0.0.1:{http}/api/v1/session", null);
        Assert.Contains("; secure", login.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_with_one_sentence()
    {
        await using var first = await StartedAsync();
        using var folder = new TemporaryFolder();
        var (port, gateway) = SiloProcess.FreePorts();
        using var silo = ProgramProcess.Silo(
            $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", $"--Http:Port={first.Http.BaseAddress!.Port}",
            $"--Storage:Path={folder.At("state")}");

        var refused = (await silo.ExitAsync()).Failed(2);

        Assert.StartsWith($"llmwl-silo: Http:Port is {first.Http.BaseAddress.Port}, which cannot be listened on: ", refused.Error,
            StringComparison.Ordinal);
        Assert.Single(refused.Error.Trim().Split('\n'));
    }

    private static async Task<WebSilo> StartedAsync(params string[] settings)
    {
        var silo = new WebSilo(settings);
        await silo.StartAsync();
        return silo;
    }

    private static async Task<HttpStatusCode> StatusAsync(
        WebSilo silo, HttpMethod method, string path, string? host = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (host is not null) request.Headers.Host = host;
        if (key is not null) request.Headers.Add("X-Api-Key", key);
        using var answer = await silo.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static (string Certificate, string Key) Certificate(TemporaryFolder folder)
    {
        using var authority = new TestAuthority();
        var (certificate, key) = authority.Issue([]);
        File.WriteAllText(folder.At("silo.pem"), certificate);
        File.WriteAllText(folder.At("silo.key"), key);
        return (folder.At("silo.pem"), folder.At("silo.key"));
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
