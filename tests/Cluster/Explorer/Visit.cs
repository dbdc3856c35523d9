using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LlmWorkload.Tests.Explorer;

/// <summary>Somebody's visit to the explorer, and what the browser complained of meanwhile.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private const string Screenshots = "LLMWL_SCREENSHOTS";

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Note(message.Text);
        };
        page.PageError += (_, failure) => Note(failure);
        page.Dialog += (_, dialog) =>
        {
            Note($"A dialog says {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser complained of: errors, and what the policy of the page forbids.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints) return [.. _complaints];
        }
    }

    /// <summary>Shows a view, and waits until all of it has come.</summary>
    public async Task ShowAsync(Uri home, string view)
    {
        await Page.GotoAsync($"{home}{view}");
        await SettledAsync();
    }

    /// <summary>Waits until nothing of the view is on its way, and every chart is drawn.</summary>
    public async Task SettledAsync()
    {
        await Assertions.Expect(Page.Locator(".view").First).ToBeVisibleAsync(Patience);
        await Assertions.Expect(Page.Locator("[aria-busy]")).ToHaveCountAsync(0, new() { Timeout = Patience.Timeout });
        await Assertions.Expect(Page.Locator(".chart:not([data-drawn])")).ToHaveCountAsync(0, new() { Timeout = Patience.Timeout });
    }

    /// <summary>Looks at the page otherwise.</summary>
    public async Task LookAsync(Look look)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = look == Look.Dark ? ColorScheme.Dark : ColorScheme.Light });
        var (width, height) = look == Look.Narrow ? (390, 844) : (1280, 900);
        await Page.SetViewportSizeAsync(width, height);
        await SettledAsync();
    }

    /// <summary>The browser without a connection, or with one again.</summary>
    public Task SetOfflineAsync(bool isOffline) => _context.SetOfflineAsync(isOffline);

    /// <summary>Keeps a picture of what is seen, where somebody has named a folder for them.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="isWhole">Whether all of the page is in it, or what fits on the screen.</param>
    public async Task ScreenshotAsync(string name, bool isWhole)
    {
        if (Environment.GetEnvironmentVariable(Screenshots) is not { Length: > 0 } folder) return;
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = isWhole });
    }

    /// <summary>Waits for an address.</summary>
    public Task AtAsync(string pattern) => Assertions.Expect(Page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = Patience.Timeout });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    /// <summary>How long something may take to be seen.</summary>
    public static LocatorAssertionsToBeVisibleOptions Patience { get; } = new() { Timeout = 30_000 };

    private void Note(string words)
    {
        lock (_complaints) _complaints.Add(words);
    }
}
