using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LlmWorkload.Tests.Explorer;

/// <summary>Somebody's visit to the explorer, and what the browser complained of meanwhile.</summary>
internal sealed class Visit : IAsyncDisposable
{
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

    /// <summary>The browser without a connection, or with one again.</summary>
    public Task SetOfflineAsync(bool isOffline) => _context.SetOfflineAsync(isOffline);

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
