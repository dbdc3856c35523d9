using Deque.AxeCore.Playwright;

namespace LlmWorkload.Tests.Explorer;

/// <summary>Every view can be read by everybody, by day, by night and on a telephone.</summary>
[Collection(ExplorerCollection.Name)]
public sealed class LooksTests(ExplorerSilo silo)
{
    public static IEnumerable<TheoryDataRow<string>> EveryView => Views.All.Keys.Select(view => new TheoryDataRow<string>(view));

    [Theory]
    [MemberData(nameof(EveryView))]
    public async Task A_view_has_nothing_that_axe_finds_and_nothing_that_the_browser_complains_of(string view)
    {
        await using var visit = await silo.VisitAsync();
        await visit.ShowAsync(silo.Home, Views.All[view]);
        foreach (var look in Enum.GetValues<Look>())
        {
            await visit.LookAsync(look);
            var found = await visit.Page.RunAxe();
            Assert.Empty(found.Violations.Select(rule =>
                $"{look}: {rule.Id}: {rule.Help}: {string.Join("; ", rule.Nodes.Take(5).Select(node => node.Html))}"));
            var fits = await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth");
            Assert.True(fits, $"{look}: it scrolls sideways.");
            await visit.ScreenshotAsync($"{view.Replace(' ', '-')}-{look.ToString().ToLowerInvariant()}", isWhole: true);
        }

        Assert.Empty(visit.Complaints);
    }
}
