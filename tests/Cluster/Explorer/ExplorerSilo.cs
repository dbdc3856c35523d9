using LlmWorkload.Tests.Web;

namespace LlmWorkload.Tests.Explorer;

/// <summary>A silo with a dataset, one of hostile names, and a browser.</summary>
public sealed class ExplorerSilo : WebSilo, IAsyncLifetime
{
    public const string Hostile = "hostile";
    public const string HostileModel = "<img src=x onerror=alert(1)>";
    public const string HostileUser = "\"><script>alert(2)</script>";

    private readonly Chromium _chromium = new();

    /// <summary>The address of the page.</summary>
    public Uri Home => new(Http.BaseAddress!, "/");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        const string name = "hostile.csv";
        var log = Path.Combine(Root, name);
        await File.WriteAllLinesAsync(log, Enumerable.Range(0, 60).Select(row =>
            $"{HostileModel},call,\"{HostileUser.Replace("\"", "\"\"", StringComparison.Ordinal)}\",2025-03-01 00:00:{row:D2}.000,"
            + $"2025-03-01 00:01:{row:D2}.000,{row + 1},{row + 2},0.5").Prepend(SampleLog.Header));
        using var answer = await Http.PostAsync($"datasets/{Hostile}/files?path={name}", null);
        Assert.Equal("done", (await JobAsync(answer)).GetProperty("state").GetString());
        await _chromium.StartAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await DisposeAsync();
    }

    internal async Task<Visit> VisitAsync()
    {
        Chromium.Require();
        var page = await Http.GetStringAsync(Home);
        Assert.SkipUnless(page.Contains("explorer.js", StringComparison.Ordinal), "The silo was built where npm is not, without its page.");
        return await _chromium.VisitAsync();
    }
}
