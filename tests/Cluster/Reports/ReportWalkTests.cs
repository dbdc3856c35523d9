using Deque.AxeCore.Playwright;
using LlmWorkload.Tests.Explorer;
using Microsoft.Playwright;

namespace LlmWorkload.Tests.Reports;

/// <summary>A report in a browser, from a file: by day, by night, on a telephone.</summary>
public sealed class ReportWalkTests(StudiedLogs logs) : IClassFixture<StudiedLogs>, IAsyncLifetime
{
    private static readonly (int Width, int Height)[] Widths = [(390, 844), (820, 1180), (1440, 900)];

    private readonly Chromium _chromium = new();
    private string _folder = "";

    public async ValueTask InitializeAsync()
    {
        if (!Chromium.IsInstalled) return;
        await _chromium.StartAsync();
        _folder = (await logs.ReportAsync("rich")).Folder;
    }

    public ValueTask DisposeAsync() => _chromium.DisposeAsync();

    [Fact]
    public async Task Axe_finds_nothing_at_three_widths_by_day_and_by_night()
    {
        Chromium.Require();
        await using var visit = await _chromium.VisitAsync();
        foreach (var (width, height) in Widths)
        {
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await visit.Page.SetViewportSizeAsync(width, height);
                await visit.Page.GotoAsync(At("report.html"));
                var found = await visit.Page.RunAxe();
                Assert.Empty(found.Violations.Select(rule =>
                    $"{width} {scheme}: {rule.Id}: {rule.Help}: {string.Join("; ", rule.Nodes.Take(3).Select(node => node.Html))}"));
                Assert.True(
                    await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
                    $"{width}: it scrolls sideways.");
                await visit.ScreenshotAsync($"report-{width}-{scheme}", isWhole: true);
            }
        }

        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_gallery_leads_to_the_report_and_the_report_to_figures_and_definitions()
    {
        Chromium.Require();
        await using var visit = await _chromium.VisitAsync();
        await visit.Page.GotoAsync(At("index.html"));
        await visit.Page.GetByText("Report: what was found, in sentences").ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Study of studied");

        var pictures = visit.Page.Locator("figure img");
        await pictures.First.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(pictures.First).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await pictures.First.EvaluateAsync<int>("image => image.naturalWidth") > 0);

        await visit.Page.Locator("#arrivals .links a", new() { HasText = "definition" }).First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#defined")).ToHaveTextAsync("Definition: Burstiness");
        Assert.Empty(visit.Complaints);
    }

    private string At(string file) => new Uri(Path.Combine(_folder, file)).ToString();
}
