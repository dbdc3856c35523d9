using Deque.AxeCore.Playwright;
using LlmWorkload.Tests.Commands;
using LlmWorkload.Tests.Explorer;
using Microsoft.Playwright;

namespace LlmWorkload.Tests.Gallery;

/// <summary>The gallery in a browser, from a file: by day, by night, on a telephone, by keyboard.</summary>
public sealed class GalleryWalkTests : IAsyncLifetime
{
    private static readonly (int Width, int Height)[] Widths = [(390, 844), (820, 1180), (1440, 900)];

    private const int Rows = 400;

    private readonly Workspace _workspace = new();
    private readonly Chromium _chromium = new();

    public async ValueTask InitializeAsync()
    {
        if (!Chromium.IsInstalled) return;
        await _chromium.StartAsync();
        var log = _workspace.Write("log.csv", [Workspace.Header, .. Enumerable.Range(0, Rows).Select(Row)]);
        var run = await _workspace.AnalyzeAsync(log, "--top", "2", "--dataset", "walk");
        Assert.True(run.ExitCode == 0, run.Error);
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _workspace.Dispose();
    }

    // The requests go to the models in turn. All are of one date, and no user has many.
    private static string Row(int i)
    {
        var start = new DateTime(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc).AddSeconds((i * 7) + (i % 5));
        return $"vendor/model-{i % 3},chat,u{i % 11},{start:yyyy-MM-dd HH:mm:ss},{start.AddSeconds(1 + (i % 9)):yyyy-MM-dd HH:mm:ss},"
            + $"{10 + (i % 97)},{1 + (i % 31)},0.{1 + (i % 9)}";
    }

    private Uri Page => new(Path.Combine(_workspace.Figures, "index.html"));

    [Fact]
    public async Task Axe_finds_nothing_at_three_widths_by_day_and_by_night()
    {
        Chromium.Require();
        await using var visit = await _chromium.VisitAsync();
        foreach (var state in (string[])["", "#view=model", "#figure=overview/input_tokens_cdf", "#definition=Overview"])
        {
            foreach (var (width, height) in Widths)
            {
                foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
                {
                    // What is shown otherwise has the same parts: once narrow by night, once wide by day.
                    if (state.Length > 0 && scheme != (width == Widths[0].Width ? ColorScheme.Dark : ColorScheme.Light)) continue;
                    if (state.Length > 0 && width == Widths[1].Width) continue;
                    await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                    await visit.Page.SetViewportSizeAsync(width, height);
                    await visit.Page.GotoAsync("about:blank");
                    await visit.Page.GotoAsync(Page + state);
                    await Assertions.Expect(visit.Page.Locator("figure").First).ToBeAttachedAsync();
                    var found = await visit.Page.RunAxe();
                    Assert.Empty(found.Violations.Select(rule =>
                        $"{width} {scheme} {state}: {rule.Id}: {rule.Help}: {string.Join("; ", rule.Nodes.Take(3).Select(node => node.Html))}"));
                    Assert.True(
                        await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
                        $"{width} {state}: it scrolls sideways.");
                    await visit.ScreenshotAsync($"gallery-{width}-{scheme}-{state.Trim('#').Replace('/', '-')}", isWhole: false);
                }
            }
        }

        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Figures_open_follow_one_another_and_back_returns()
    {
        Chromium.Require();
        await using var visit = await _chromium.VisitAsync();
        await visit.Page.GotoAsync(Page.ToString());
        var shown = visit.Page.Locator("#shown");
        var caption = visit.Page.Locator("#caption");

        await visit.Page.Locator("figure:not(.undrawn) > a").First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(shown).ToBeVisibleAsync();
        var first = await caption.TextContentAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(caption).Not.ToHaveTextAsync(first!);
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(caption).ToHaveTextAsync(first!);
        Assert.Contains("figure=", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(shown).ToBeHiddenAsync();
        await visit.Page.GoBackAsync();
        await Assertions.Expect(shown).ToBeVisibleAsync();
        await visit.Page.ReloadAsync();
        await Assertions.Expect(caption).ToHaveTextAsync(first!);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_search_finds_names_captions_and_ids_and_stands_in_the_address()
    {
        Chromium.Require();
        await using var visit = await _chromium.VisitAsync();
        await visit.Page.GotoAsync(Page.ToString());
        var all = await visit.Page.Locator("figure").CountAsync();

        await visit.Page.Locator("#text").FillAsync("time to first");
        var found = await visit.Page.Locator("figure").CountAsync();
        Assert.InRange(found, 1, all - 1);
        Assert.Contains("text=time+to+first", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator("figure")).ToHaveCountAsync(found);
        await visit.Page.Locator("#text").FillAsync("nothing has this");
        await Assertions.Expect(visit.Page.Locator("#none")).ToHaveTextAsync("No figure fits.");
    }

    [Fact]
    public async Task Where_a_figure_was_not_worth_drawing_the_reason_stands()
    {
        Chromium.Require();
        await using var visit = await _chromium.VisitAsync();
        await visit.Page.GotoAsync(Page.ToString());

        var reasons = await visit.Page.Locator("figure.undrawn > p").AllTextContentsAsync();
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
    }
}
