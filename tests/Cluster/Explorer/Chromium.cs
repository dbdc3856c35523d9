using Microsoft.Playwright;

namespace LlmWorkload.Tests.Explorer;

/// <summary>
/// Debian's Chromium without a window. Tests ask for <see cref="Require"/> first, and are skipped where it is not installed.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    private IPlaywright? _driver;
    private IBrowser? _browser;

    /// <summary>Whether there is one.</summary>
    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Skips the test where there is no Chromium.</summary>
    public static void Require() => Assert.SkipWhen(!IsInstalled, "Chromium is not installed (Debian's package chromium).");

    /// <summary>Starts it, where it is installed.</summary>
    public async Task StartAsync()
    {
        if (!IsInstalled) return;
        _driver = await Playwright.CreateAsync();
        _browser = await _driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
        });
    }

    /// <summary>A browser of somebody who has not been here, with a page.</summary>
    public async Task<Visit> VisitAsync()
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
            ColorScheme = ColorScheme.Light,
        });
        return new Visit(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _driver?.Dispose();
    }
}
