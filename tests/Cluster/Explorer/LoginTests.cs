using System.Net;
using System.Security.Cryptography;
using System.Text;
using LlmWorkload.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmWorkload.Tests.Explorer;

/// <summary>Logging in at the page: a cookie that scripts cannot read stands for a key, for a while.</summary>
public sealed class LoginTests
{
    private const string Reader = "reader-4f0b7c1e9d2a";
    private const string Writer = "writer-91c3aa5507be";
    private const string Cookie = "llmwl-session";

    private static string[] Keys =>
    [
        $"--Security:Keys:0:Hash={HashOf(Reader)}", "--Security:Keys:0:Role=read", "--Security:Keys:0:Name=reader",
        $"--Security:Keys:1:Hash={HashOf(Writer)}", "--Security:Keys:1:Role=write", "--Security:Keys:1:Name=writer",
    ];

    [Fact]
    public async Task The_page_asks_for_a_key_shows_what_it_opens_and_forgets_it_on_logging_out()
    {
        Chromium.Require();
        await using var silo = await StartedAsync();
        await using var chromium = new Chromium();
        await chromium.StartAsync();
        await using var visit = await chromium.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync(new Uri(silo.Http.BaseAddress!, "/").ToString());

        await page.GetByLabel("Key").FillAsync("guess");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The key is not known.");
        await page.GetByLabel("Key").FillAsync(Writer);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("There is no dataset yet.")).ToBeVisibleAsync(Visit.Patience);
        Assert.Equal("", await page.EvaluateAsync<string>("document.cookie"));

        await page.ReloadAsync();
        await Expect(page.GetByText("There is no dataset yet.")).ToBeVisibleAsync(Visit.Patience);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Expect(page.GetByLabel("Key")).ToBeVisibleAsync(Visit.Patience);
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Key")).ToBeVisibleAsync(Visit.Patience);
    }

    [Fact]
    public async Task The_cookie_is_for_this_site_alone_and_what_it_writes_needs_the_header_and_a_key_that_writes()
    {
        await using var silo = await StartedAsync();
        var (writer, header) = await LoginAsync(silo, Writer);
        Assert.Contains("httponly", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("max-age=43200", header, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", header, StringComparison.OrdinalIgnoreCase);
        var (another, _) = await LoginAsync(silo, Writer);
        Assert.NotEqual(writer, another);
        Assert.True(writer.Length >= 43);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "datasets", writer));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(silo, HttpMethod.Delete, "datasets/x", writer, hasHeader: false));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(silo, HttpMethod.Delete, "datasets/x", writer));

        var (reader, _) = await LoginAsync(silo, Reader);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "datasets", reader));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(silo, HttpMethod.Delete, "datasets/x", reader));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, HttpMethod.Get, "datasets", $"{writer[..^1]}~"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, HttpMethod.Get, "datasets", HashOf(writer)));
    }

    [Fact]
    public async Task Logging_in_needs_a_key_and_the_header_and_who_has_logged_out_is_nobody()
    {
        await using var silo = await StartedAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, HttpMethod.Post, "session", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, HttpMethod.Post, "session", null, key: "guess"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(silo, HttpMethod.Post, "session", null, hasHeader: false, key: Writer));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "/", null));
        Assert.Contains("\"needs_key\": true", await silo.TextAsync("session"), StringComparison.Ordinal);

        var (cookie, _) = await LoginAsync(silo, Reader);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(silo, HttpMethod.Delete, "session", cookie, hasHeader: false));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, HttpMethod.Get, "datasets", cookie));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(silo, HttpMethod.Delete, "session", cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, HttpMethod.Get, "datasets", cookie));
    }

    [Fact]
    public async Task A_session_ends_after_its_time()
    {
        await using var silo = await StartedAsync("--Security:SessionLifetime=00:00:02");
        var (cookie, header) = await LoginAsync(silo, Reader);
        Assert.Contains("max-age=2", header, StringComparison.OrdinalIgnoreCase);

        await Waiting.ForAsync(
            async () => await StatusAsync(silo, HttpMethod.Get, "datasets", cookie) == HttpStatusCode.Unauthorized,
            TimeSpan.FromSeconds(30), "the session's end");
    }

    [Fact]
    public async Task Without_keys_nobody_logs_in()
    {
        await using var silo = new WebSilo([]);
        await silo.StartAsync();
        Assert.Contains("\"needs_key\": false", await silo.TextAsync("session"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(silo, HttpMethod.Post, "session", null, key: "any"));
    }

    private static async Task<WebSilo> StartedAsync(params string[] settings)
    {
        var silo = new WebSilo([.. Keys, .. settings]);
        await silo.StartAsync();
        silo.Http.DefaultRequestHeaders.Remove("X-Llmwl");
        return silo;
    }

    private static async Task<(string Cookie, string Header)> LoginAsync(WebSilo silo, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "session");
        request.Headers.Add("Authorization", $"Bearer {key}");
        request.Headers.Add("X-Llmwl", "1");
        using var client = Client(silo);
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var header = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith($"{Cookie}=", header, StringComparison.Ordinal);
        return (header[(Cookie.Length + 1)..header.IndexOf(';', StringComparison.Ordinal)], header);
    }

    private static async Task<HttpStatusCode> StatusAsync(
        WebSilo silo, HttpMethod method, string path, string? cookie, bool hasHeader = true, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (cookie is not null) request.Headers.Add("Cookie", $"{Cookie}={cookie}");
        if (hasHeader) request.Headers.Add("X-Llmwl", "1");
        if (key is not null) request.Headers.Add("Authorization", $"Bearer {key}");
        using var client = Client(silo);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    // It has no cookies but those that a test sends.
    private static HttpClient Client(WebSilo silo) =>
        new(new HttpClientHandler { UseCookies = false }) { BaseAddress = silo.Http.BaseAddress };

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
