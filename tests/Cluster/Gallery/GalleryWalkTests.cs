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

    [Fact]
    public async Task A_definition_reads_as_a_page_whose_links_lead_to_others()
    {
        Chromium.Require();
        await using var visit = await _chromium.VisitAsync();
        await visit.Page.GotoAsync(Page.ToString());
        var dialog = visit.Page.Locator("#definition");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Definition of Overview" }).ClickAsync();
        await Assertions.Expect(dialog.Locator("#defined")).ToHaveTextAsync("Definition: Overview");
        await Assertions.Expect(dialog.Locator("table").First).ToBeVisibleAsync();
        var words = await dialog.Locator("#words").InnerTextAsync();
        foreach (var mark in (string[])["**", "`", "](", "|---"]) Assert.DoesNotContain(mark, words, StringComparison.Ordinal);

        await dialog.GetByRole(AriaRole.Link, new() { Name = "STATS" }).First.ClickAsync();
        await Assertions.Expect(dialog.Locator("#defined")).ToHaveTextAsync("Definition: Kernels: what several analyses share");
        await Assertions.Expect(dialog.Locator("#part-statistics")).ToBeInViewportAsync();
        await visit.Page.GoBackAsync();
        await Assertions.Expect(dialog.Locator("#defined")).ToHaveTextAsync("Definition: Overview");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#figure=overview/input_tokens_cdf")]
    public async Task On_paper_it_is_black_on_white_without_controls_and_no_figure_is_cut(string state)
    {
        Chromium.Require();
        await using var visit = await _chromium.VisitAsync();
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, Media = Media.Print });
        await visit.Page.GotoAsync(Page + state);
        foreach (var control in (string[])["form", "nav", ".links >> nth=0", ".says a >> nth=0", "#shown"])
            await Assertions.Expect(visit.Page.Locator(control)).ToBeHiddenAsync();
        Assert.Equal("rgb(255, 255, 255) rgb(0, 0, 0)", await visit.Page.EvaluateAsync<string>(
            "(style => `${style.backgroundColor} ${style.color}`)(getComputedStyle(document.body))"));
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('figcaption, h1, h2, dd')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)"));
        var drawn = await visit.Page.Locator("figure:not(.undrawn)").CountAsync();
        var captions = await visit.Page.Locator("figcaption").EvaluateAllAsync<string[]>("all => all.map(e => e.firstChild.textContent)");

        var file = Path.Combine(_workspace.Root, "gallery.pdf");
        await visit.Page.PdfAsync(new() { Path = file, PreferCSSPageSize = true, PrintBackground = true });
        var text = (await Tool.RequireAsync("poppler-utils", "pdftotext", "-layout", file, "-")).Output;
        Assert.Contains("Dataset walk", text, StringComparison.Ordinal);
        Assert.Contains("First request (UTC)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("All analyses", text, StringComparison.Ordinal);
        Assert.All(captions, caption => Assert.Contains(caption, text, StringComparison.Ordinal));

        // Each picture is listed with its page and the number of its object: one that is cut is on two pages.
        var pictures = (await Tool.RequireAsync("poppler-utils", "pdfimages", "-list", file)).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(cells => (Page: cells[0], Object: cells[10])).ToList();
        Assert.Equal(drawn, pictures.Select(picture => picture.Object).Distinct().Count());
        Assert.All(pictures.GroupBy(picture => picture.Object), each => Assert.Single(each.Select(picture => picture.Page).Distinct()));
    }
}
