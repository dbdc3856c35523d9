using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LlmWorkload.Tests.Web;

/// <summary>What HTTP answers is what commands print and write, byte for byte.</summary>
public sealed class ApiTests(WebSilo silo) : IClassFixture<WebSilo>
{
    private const string Dataset = $"datasets/{WebSilo.Dataset}";

    [Theory]
    [InlineData("overview", "overview", "overview", "")]
    [InlineData("tokens", "tokens", "per_model_token_distributions", "--top 2")]
    [InlineData("arrivals", "arrivals", "per_model_arrival_time", "--report-time-zone Europe/Berlin --from 2025-03-06 --status -")]
    [InlineData("arrivals-per-user", "arrivals --per-user", "per_model_arrival_time_per_user", "")]
    [InlineData("diversity", "diversity", "per_user_model_diversity", "--window 10 --min-requests 20")]
    [InlineData("models", "models", "per_model_stats", "--sort-by users --model model/1,model/2")]
    [InlineData("series", "series", "series", "--every 5m --by model --top 2 --user user-001")]
    [InlineData("slo", "slo", "slo", "--slo ttft=500ms,e2e=5 --model model/0")]
    public async Task The_numbers_of_an_analysis_are_the_bytes_of_its_commands_summary(
        string name, string command, string folder, string options)
    {
        var output = silo.At($"figures-{name}");
        (await silo.ClientAsync([.. command.Split(' '), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--dataset",
            WebSilo.Dataset, "--output", output])).Succeeded();
        var query = options.Replace(" --", "&", StringComparison.Ordinal).Replace("--", "", StringComparison.Ordinal).Replace(' ', '=');

        var answer = await silo.Http.GetByteArrayAsync($"{Dataset}/analyses/{name}?{query}");

        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(output, folder, "summary.json")), answer);
    }

    [Theory]
    [InlineData("models?limit=3&sort=-tokens", "models --top 3 --by tokens")]
    [InlineData("models?from=2025-03-06T00:05:00Z&user=-", "models --from 2025-03-06T00:05:00Z --user -")]
    [InlineData("models/model/1", "model model/1")]
    [InlineData("models/model%2F1?function=call_1", "model model/1 --function call_1")]
    [InlineData("users?limit=7", "users --top 7")]
    [InlineData("users/user-003?to=%2B10m", "user user-003 --to +10m")]
    public async Task Lists_and_their_members_are_what_query_prints(string path, string command)
    {
        var printed = (await silo.ClientAsync(["query", .. command.Split(' '), "--dataset", WebSilo.Dataset, "--format", "json"]))
            .Succeeded().Output;

        Assert.Equal(printed, await silo.TextAsync($"{Dataset}/{path}"));
    }

    [Theory]
    [InlineData("datasets/day/summary", HttpStatusCode.NotModified)]
    [InlineData("datasets/day/models/none", HttpStatusCode.NotFound)]
    [InlineData("datasets/day/analyses/tokens/figures/none.png", HttpStatusCode.NotFound)]
    [InlineData("datasets/day/analyses/tokens/figures", HttpStatusCode.NotModified)]
    [InlineData("datasets", HttpStatusCode.NotModified)]
    [InlineData("compare?a=day&b=none", HttpStatusCode.NotFound)]
    [InlineData("compare?a=day&b=day", HttpStatusCode.NotModified)]
    public async Task Whoever_has_any_answer_has_that_which_there_is(string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        using var answer = await silo.Http.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Measurements_are_only_read()
    {
        using var answer = await silo.Http.PostAsync("/metrics", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Theory]
    [InlineData("--full-data", "full-data")]
    [InlineData("--full-data", "thin-data=false")]
    [InlineData("--thin-data", "thin-data")]
    [InlineData("--quiet", "full-data=false")]
    public async Task A_table_is_thinned_as_the_command_does_it(string option, string parameter)
    {
        var output = silo.At($"tables-{parameter}");
        (await silo.ClientAsync("tokens", "--dataset", WebSilo.Dataset, "--output", output, "--top", "1", option)).Succeeded();
        var written = Directory.EnumerateFiles(output, "input_tokens_cdf.csv", SearchOption.AllDirectories).First();
        var path = Path.ChangeExtension(Path.GetRelativePath(output, written), null);
        Assert.Equal(
            await File.ReadAllTextAsync(written),
            await silo.TextAsync($"{Dataset}/analyses/tokens/figures/{path}.csv?top=1&{parameter}"));
    }

    [Fact]
    public async Task A_figure_has_the_files_that_the_command_writes()
    {
        var output = silo.At("figures-files");
        (await silo.ClientAsync("tokens", "--dataset", WebSilo.Dataset, "--output", output, "--top", "1")).Succeeded();
        using var list = JsonDocument.Parse(await silo.TextAsync($"{Dataset}/analyses/tokens/figures?top=1"));
        var path = list.RootElement.GetProperty("figures")[0].GetString()!;
        foreach (var ending in new[] { "png", "csv" })
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(output, $"{path}.{ending}")),
                await silo.Http.GetByteArrayAsync($"{Dataset}/analyses/tokens/figures/{path}.{ending}?top=1"));
        }

        Assert.Contains("<svg", await silo.TextAsync($"{Dataset}/analyses/tokens/figures/{path}.svg?top=1"), StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", await silo.TextAsync($"{Dataset}/analyses/tokens/figures/{path}.pdf?top=1"), StringComparison.Ordinal);
        using var described = JsonDocument.Parse(await silo.TextAsync($"{Dataset}/analyses/tokens/figures/{path}.json?top=1"));
        var panel = described.RootElement.GetProperty("panels")[0];
        Assert.Equal(path, described.RootElement.GetProperty("path").GetString());
        Assert.True(panel.GetProperty("series").GetArrayLength() > 0);
    }

    [Fact]
    public async Task Whoever_has_an_answer_is_told_so_and_another_compression_has_another_tag()
    {
        using var first = await silo.Http.GetAsync($"{Dataset}/analyses/overview");
        using var again = await GetAsync($"{Dataset}/analyses/overview", request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        using var other = await GetAsync(
            $"{Dataset}/analyses/overview?thin-data=true", request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        using var small = await GetAsync(
            $"{Dataset}/analyses/overview", request => request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br")));

        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(["br"], small.Content.Headers.ContentEncoding);
        Assert.NotEqual(first.Headers.ETag, small.Headers.ETag);
        await using var text = new BrotliStream(await small.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        await text.CopyToAsync(unpacked);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), unpacked.ToArray());
    }

    [Fact]
    public async Task Pages_linked_to_one_another_have_every_user_once()
    {
        var whole = await UsersAsync($"{Dataset}/users?limit=1000&q=USER-0");
        var (seen, next) = (new List<string>(), (string?)$"{Dataset}/users?limit=7&q=USER-0");
        while (next is not null)
        {
            using var page = await silo.Http.GetAsync(next);
            seen.AddRange(Users(await page.Content.ReadAsStringAsync()));
            next = page.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.True(whole.Count > 14);
        Assert.Equal(whole, seen);
    }

    [Theory]
    [InlineData("datasets/dya", 404, "nearest is 'day'")]
    [InlineData($"{Dataset}/analyses/token", 404, "nearest is 'tokens'")]
    [InlineData($"{Dataset}/models/model%2F77", 404, "no model")]
    [InlineData($"{Dataset}/users/nobody", 404, "no user")]
    [InlineData($"{Dataset}/users/usr-001", 404, "nearest is 'user-001'")]
    [InlineData($"{Dataset}/models/modle%2F1", 404, "nearest is 'model/1'")]
    [InlineData($"{Dataset}/analyses/tokens/figures/none.png", 404, "no figure")]
    [InlineData($"{Dataset}/analyses/tokens/figures/none.gif", 404, ".svg")]
    [InlineData($"{Dataset}/analyses/tokens?form=1", 400, "nearest is 'from'")]
    [InlineData($"{Dataset}/analyses/tokens?window=5", 400, "no parameter 'window'")]
    [InlineData($"{Dataset}/analyses/tokens?top=many", 400, "top is 'many'")]
    [InlineData($"{Dataset}/analyses/tokens?top=1&top=2", 400, "top is given 2 times")]
    [InlineData($"{Dataset}/analyses/slo", 400, "slo is not given")]
    [InlineData($"{Dataset}/analyses/models?sort-by=token", 400, "nearest is 'tokens'")]
    [InlineData($"{Dataset}/analyses/overview?report-time-zone=Europe/Berlni", 400, "nearest is 'Europe/Berlin'")]
    [InlineData($"{Dataset}/summary?model=modle/1", 400, "nearest is 'model/1'")]
    [InlineData($"{Dataset}/summary?from=yesterday", 400, "from is 'yesterday'")]
    [InlineData($"{Dataset}/users?cursor=x", 400, "cursor is 'x'")]
    [InlineData($"{Dataset}/users?sort=requests", 400, "-requests")]
    [InlineData($"{Dataset}/series?every=0", 400, "every is '0'")]
    [InlineData("compare?a=day", 400, "b is not given")]
    [InlineData("compare?a=day&b=day&gate=ttft", 400, "no limit")]
    [InlineData("jobs/1", 404, "no job '1'")]
    [InlineData("elsewhere", 404, "nothing at")]
    public async Task What_cannot_be_answered_is_a_problem_with_the_reason(string path, int status, string words)
    {
        using var answer = await silo.Http.GetAsync(path);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        var detail = problem.RootElement.GetProperty("detail").GetString()!;
        Assert.Contains(words, detail, StringComparison.Ordinal);
        if (!detail.Contains("the nearest is '", StringComparison.Ordinal)) return;
        Assert.Equal(
            detail.Split("the nearest is '")[1].Split('\'')[0],
            Assert.Single(problem.RootElement.GetProperty("nearest").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_cursor_of_an_earlier_version_is_gone()
    {
        using var page = await silo.Http.GetAsync($"{Dataset}/users?limit=2");
        var next = page.Headers.GetValues("Link").Single().Split('<', '>')[1];
        var cursor = next[(next.IndexOf("cursor=", StringComparison.Ordinal) + 7)..];
        var later = Convert.ToBase64String(Encoding.UTF8.GetBytes("1.2")).TrimEnd('=');

        using var gone = await silo.Http.GetAsync(next.Replace(cursor, later, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
    }

    [Fact]
    public async Task A_series_is_flat_where_that_is_asked_for()
    {
        var printed = await silo.ClientAsync("series", "--dataset", WebSilo.Dataset, "--every", "5m", "--by", "model", "--top", "2",
            "--output", silo.At("figures-flat"), "--format", "csv");
        using var flat = JsonDocument.Parse(await silo.TextAsync($"{Dataset}/series?every=5m&by=model&top=2&format=flat"));
        var lines = printed.Succeeded().Output.Trim().Split('\n');

        Assert.Equal(lines.Length - 1, flat.RootElement.GetArrayLength());
        Assert.Equal(lines[0].Trim().Split(','), flat.RootElement[0].EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task A_comparison_says_whether_its_gates_hold()
    {
        const string ranges = "compare?a=day&a-range=..2025-03-06T00:08:00Z&b-range=2025-03-06T00:08:00Z..";
        using var holds = await silo.Http.GetAsync($"{ranges}&gate=ttft.p99=100");
        using var fails = await silo.Http.GetAsync($"{ranges}&gate=ttft.p99=0.0001");
        var output = silo.At("compared");
        (await silo.ClientAsync("compare", WebSilo.Dataset, "--a", "..2025-03-06T00:08:00Z", "--b", "2025-03-06T00:08:00Z..", "--gate",
            "ttft.p99=100", "--no-figures", "--output", output)).Succeeded();

        Assert.Equal(["pass"], holds.Headers.GetValues("X-Gate"));
        Assert.Equal(["fail"], fails.Headers.GetValues("X-Gate"));
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(output, "compare", "summary.json")), await holds.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task An_objective_that_too_few_requests_hold_fails_the_gate()
    {
        using var holds = await silo.Http.GetAsync($"{Dataset}/analyses/slo?slo=ttft=1000&min-attainment=0.99");
        using var fails = await silo.Http.GetAsync($"{Dataset}/analyses/slo?slo=ttft=1ms&min-attainment=0.99");

        Assert.Equal(["pass"], holds.Headers.GetValues("X-Gate"));
        Assert.Equal(["fail"], fails.Headers.GetValues("X-Gate"));
    }

    [Fact]
    public async Task Datasets_and_the_cluster_are_what_commands_print()
    {
        var shown = (await silo.ClientAsync("datasets", "show", WebSilo.Dataset, "--format", "json")).Succeeded().Output;
        using var catalog = JsonDocument.Parse(await silo.TextAsync(Dataset));
        using var printed = JsonDocument.Parse(shown);
        foreach (var member in printed.RootElement.EnumerateObject())
            Assert.Equal(member.Value.GetRawText(), catalog.RootElement.GetProperty(member.Name).GetRawText());
        Assert.True(catalog.RootElement.GetProperty("version").GetInt64() > 0);
        using var cluster = JsonDocument.Parse(await silo.TextAsync("cluster"));
        Assert.Equal("Active", cluster.RootElement.GetProperty("silos")[0].GetProperty("status").GetString());
        Assert.Contains("\"dataset\": \"day\"", await silo.TextAsync("datasets"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_of_the_api_is_the_one_in_the_repository()
    {
        var committed = await File.ReadAllTextAsync(Repository.At("Silo", "Web", "openapi.json"));
        Assert.Equal(committed.TrimEnd(), (await silo.TextAsync("openapi.json")).TrimEnd());
    }

    [Fact]
    public async Task Anybody_may_ask_whether_it_lives_and_whether_it_is_ready()
    {
        Assert.Equal("Alive\n", await silo.TextAsync("/healthz"));
        Assert.Equal("Ready\n", await silo.TextAsync("/readyz"));
    }

    private async Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage> with)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        with(request);
        return await silo.Http.SendAsync(request);
    }

    private async Task<List<string>> UsersAsync(string path) => Users(await silo.TextAsync(path));

    private static List<string> Users(string json)
    {
        using var users = JsonDocument.Parse(json);
        return [.. users.RootElement.EnumerateArray().Select(user => user.GetProperty("user").GetString()!)];
    }
}
