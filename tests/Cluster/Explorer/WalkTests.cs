using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LlmWorkload.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmWorkload.Tests.Explorer;

/// <summary>What somebody does who has a log and a browser.</summary>
[Collection(ExplorerCollection.Name)]
public sealed class WalkTests(ExplorerSilo silo)
{
    // A file as a desktop gives it to a page; the page sees no path, only the bytes.
    private const string Drop =
        """
        ([name, text]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([Uint8Array.from(atob(text), letter => letter.charCodeAt(0))], name));
          for (const kind of ["dragenter", "dragover", "drop"])
            document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }
        """;

    [Fact]
    public async Task A_log_is_dropped_arrives_is_brushed_compared_shared_and_downloaded()
    {
        await using var visit = await silo.VisitAsync();
        var page = visit.Page;
        await visit.ShowAsync(silo.Home, "");

        var log = await File.ReadAllBytesAsync(Repository.At("deploy", "samples", "requests.csv.gz"));
        await page.EvaluateAsync(Drop, new[] { "requests.csv.gz", Convert.ToBase64String(log) });
        await Expect(page.Locator("#upload-dataset")).ToHaveValueAsync("requests");
        await page.Locator("#upload-dataset").FillAsync("sample");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await visit.AtAsync("#/jobs/[0-9a-f]{32}$");
        await Expect(page.GetByText("done", new() { Exact = true })).ToBeVisibleAsync(Visit.Patience);
        await Expect(page.Locator(".figures")).ToContainTextAsync("50,000 requests");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the dataset" }).ClickAsync();
        await visit.AtAsync("#/datasets/sample$");
        await visit.SettledAsync();
        await Expect(page.Locator(".tiles").First).ToContainTextAsync("50,000");

        await visit.ScreenshotAsync("explorer", isWhole: false);

        // The second third of the time is brushed.
        var box = (await page.Locator(".chart.series").BoundingBoxAsync())!;
        var across = box.Y + 80;
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.35f), across);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), across, new() { Steps = 5 });
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.65f), across, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await visit.AtAsync("from=2025-01-.*&to=2025-01-");
        await visit.SettledAsync();
        var range = new Uri(page.Url).Fragment.Split('?')[1];
        using var narrowed = JsonDocument.Parse(await silo.TextAsync($"datasets/sample/summary?{range}"));
        var requests = narrowed.RootElement.GetProperty("requests").GetInt64();
        Assert.InRange(requests, 5_000, 30_000);
        await Expect(page.Locator(".tiles").First).ToContainTextAsync(requests.ToString("N0", CultureInfo.InvariantCulture));

        await page.GetByRole(AriaRole.Link, new() { Name = "Models", Exact = true }).ClickAsync();
        await visit.SettledAsync();
        await page.GetByRole(AriaRole.Checkbox).Nth(0).CheckAsync();
        await visit.AtAsync("with=");
        await visit.SettledAsync();
        await page.GetByRole(AriaRole.Checkbox).Nth(1).CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare 2 models" }).ClickAsync();
        await visit.SettledAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "2 models" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Output tokens" }).ClickAsync();
        await visit.AtAsync("fig=tokens.output_tokens_cdf");
        await visit.SettledAsync();
        await page.GetByLabel("Across").SelectOptionAsync("linear");
        await visit.AtAsync("x=linear");
        await visit.SettledAsync();

        await using var other = await silo.VisitAsync();
        await other.Page.GotoAsync(page.Url);
        await other.SettledAsync();
        Assert.Equal(await page.Locator("main").InnerTextAsync(), await other.Page.Locator("main").InnerTextAsync());
        Assert.Equal("linear", await other.Page.GetByLabel("Across").InputValueAsync());
        Assert.Equal(
            await page.Locator(".chart.large").GetAttributeAsync("aria-label"),
            await other.Page.Locator(".chart.large").GetAttributeAsync("aria-label"));

        var download = await page.RunAndWaitForDownloadAsync(
            () => page.Locator(".files a[download='output_tokens_cdf.csv']").First.ClickAsync());
        Assert.Equal("output_tokens_cdf.csv", download.SuggestedFilename);
        var address = await page.Locator(".files a[download='output_tokens_cdf.csv']").First.GetAttributeAsync("href");
        Assert.Equal(
            await silo.Http.GetByteArrayAsync(new Uri(silo.Home, address)), await File.ReadAllBytesAsync((await download.PathAsync())!));
        Assert.Empty(visit.Complaints);
        Assert.Empty(other.Complaints);
    }

    [Fact]
    public async Task A_connection_that_is_lost_is_said_and_the_view_comes_when_it_is_back()
    {
        await using var visit = await silo.VisitAsync();
        await visit.ShowAsync(silo.Home, Views.Dataset);

        await visit.SetOfflineAsync(true);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Users", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The connection to the silo is lost");
        await visit.SetOfflineAsync(false);

        await Expect(visit.Page.Locator("#lost")).ToHaveCountAsync(0, new() { Timeout = Visit.Patience.Timeout });
        await visit.SettledAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "user-003" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_not_known_is_said_in_words()
    {
        await using var visit = await silo.VisitAsync();
        await visit.ShowAsync(silo.Home, "#/datasets/dya");
        await Expect(visit.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("There is no dataset 'dya'; the nearest is 'day'.");

        await visit.ShowAsync(silo.Home, $"{Views.Dataset}/models?q=nothing-like-it");
        await Expect(visit.Page.GetByText("No model is like this.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Names_of_logs_stay_text_wherever_they_are_shown()
    {
        await using var visit = await silo.VisitAsync();
        var hostile = $"#/datasets/{ExplorerSilo.Hostile}";
        var (model, user) = (Uri.EscapeDataString(ExplorerSilo.HostileModel), Uri.EscapeDataString(ExplorerSilo.HostileUser));
        foreach (var view in new[]
        {
            $"{hostile}?model={model}", $"{hostile}/models", $"{hostile}/models/{model}", $"{hostile}/models/{model}?with={model}",
            $"{hostile}/users", $"{hostile}/users/{user}", $"#/compare?a={WebSilo.Dataset}&b={ExplorerSilo.Hostile}",
        })
        {
            await visit.ShowAsync(silo.Home, view);
            foreach (var chart in await visit.Page.Locator(".chart").AllAsync()) await chart.HoverAsync();
            Assert.Equal(0, await visit.Page.Locator("main img, script:not([src]), main script").CountAsync());
        }

        await visit.ShowAsync(silo.Home, $"{hostile}/models");
        await Expect(visit.Page.Locator($"[title='{ExplorerSilo.HostileModel}']").First).ToContainTextAsync("<img src=x");
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("api/docs", "LLM Workload Cluster")]
    [InlineData("dashboard", "Methods with Most Calls")]
    public async Task A_page_of_a_package_asks_nothing_of_elsewhere_and_breaks_no_policy(string path, string shown)
    {
        await using var visit = await silo.VisitAsync();
        var asked = new List<string>();
        visit.Page.Request += (_, request) => asked.Add(request.Url);

        await visit.Page.GotoAsync($"{silo.Home}{path}");
        await Expect(visit.Page.GetByText(shown).First).ToBeVisibleAsync(Visit.Patience);

        await visit.ScreenshotAsync(path.Replace('/', '-'), isWhole: false);
        Assert.Empty(visit.Complaints);
        Assert.All(asked, address => Assert.True(
            address.StartsWith(silo.Home.ToString(), StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal)
                || address.StartsWith("blob:", StringComparison.Ordinal), address));
    }
}
