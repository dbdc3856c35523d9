using Deque.AxeCore.Playwright;

namespace LlmWorkload.Tests.Explorer;

/// <summary>Every view can be read by everybody, by day, by night and on a telephone.</summary>
[Collection(ExplorerCollection.Name)]
public sealed class LooksTests(ExplorerSilo silo)
{
    private const string Screenshots = "LLMWL_SCREENSHOTS";

    public static IEnumerable<TheoryDataRow<string, Look>> EveryLook =>
        Views.All.Keys.SelectMany(_ => Enum.GetValues<Look>(), (view, look) => new TheoryDataRow<string, Look>(view, look));

    [Theory]
    [MemberData(nameof(EveryLook))]
    public async Task A_view_has_nothing_that_axe_finds_and_nothing_that_the_browser_complains_of(string view, Look look)
    {
        await using var visit = await silo.VisitAsync(look);
        await visit.ShowAsync(silo.Home, Views.All[view]);

        var found = await visit.Page.RunAxe();

        Assert.Empty(found.Violations.Select(rule =>
            $"{rule.Id}: {rule.Help}: {string.Join("; ", rule.Nodes.Take(5).Select(node => node.Html))}"));
        Assert.Empty(visit.Complaints);
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page scrolls sideways.");
        if (Environment.GetEnvironmentVariable(Screenshots) is { Length: > 0 } folder)
        {
            var path = Path.Combine(folder, $"{view.Replace(' ', '-')}-{look.ToString().ToLowerInvariant()}.png");
            await visit.Page.ScreenshotAsync(new() { Path = path, FullPage = true });
        }
    }
}
