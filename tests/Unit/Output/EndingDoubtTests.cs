using LlmWorkload.Inspection;
using LlmWorkload.Reading;
using LlmWorkload.Tests.Reading;

namespace LlmWorkload.Tests.Output;

/// <summary>Doubts about how requests ended.</summary>
public sealed class EndingDoubtTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Twenty_requests_that_all_failed_are_doubted_and_fewer_are_not()
    {
        var doubt = Assert.Single(Doubts("error", Enumerable.Repeat("x", 20)));
        Assert.Contains("each of the 20 requests failed", doubt, StringComparison.Ordinal);
        Assert.Empty(Doubts("error", Enumerable.Repeat("x", 19)));
        Assert.Empty(Doubts("error", [.. Enumerable.Repeat("x", 20), ""]));
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("HTTP 503")]
    [InlineData("HTTP/1.1 429 Too Many Requests")]
    [InlineData("code=404")]
    [InlineData("http_599")]
    [InlineData("400: bad")]
    [InlineData("429ed")]
    [InlineData("InternalError")]
    [InlineData("FAILED_PRECONDITION")]
    [InlineData("Request timed out")]
    [InlineData("DEADLINE_EXCEEDED")]
    [InlineData("client_cancelled")]
    [InlineData("rejected")]
    public void A_status_that_looks_like_a_failure_is_doubted_and_counts_as_a_success(string status)
    {
        var doubt = Assert.Single(Doubts("status", [status, "ok"]));
        Assert.Contains(
            $"1 of 2 rows did not fail, with a status that looks like a failure: '{status}' 1;", doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("completed")]
    [InlineData("stop")]
    [InlineData("no error")]
    [InlineData("without_errors 4000")]
    [InlineData("399")]
    [InlineData("took 1500")]
    [InlineData("600 x")]
    [InlineData("v500")]
    [InlineData("error")]
    [InlineData("503")]
    public void A_status_of_success_and_one_that_failed_are_not_doubted(string status) =>
        Assert.Empty(Doubts("status", [status.Replace("without_errors", "without errors", StringComparison.Ordinal), "ok"]));

    [Fact]
    public void The_most_frequent_of_such_statuses_are_told_and_how_many_others_there_are()
    {
        string[] statuses = ["HTTP 500", "HTTP 502", "HTTP 503", "HTTP 503", "HTTP 504", "HTTP 504", "HTTP 504", "ok", "503", ""];
        Assert.Contains(
            "7 of 10 rows did not fail, with a status that looks like a failure: 'HTTP 504' 3, 'HTTP 503' 2, 'HTTP 500' 1, and others 1;",
            Assert.Single(Doubts("status", statuses)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_status_is_cut()
    {
        var doubt = Assert.Single(Doubts("status", ["an error " + new string('x', 100)]));
        Assert.Contains($"'an error {new string('x', 31)}…' 1;", doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_beside_a_status_of_success_is_doubted_with_an_example_until_a_column_is_named()
    {
        string[] rows = ["200,Rate limit", "200,", "500,x", "200,none", "200,{}", ",late"];
        var doubt = Assert.Single(Doubts("status,error", rows));
        Assert.Contains("1 of 6 rows did not fail by their status, and have an error beside it, such as 'Rate limit'", doubt,
            StringComparison.Ordinal);
        var mapped = new MappingOptions(
            new Dictionary<string, string> { ["status"] = "error" },
            new Dictionary<RequestField, TimeUnit>(),
            new Dictionary<string, string>());
        Assert.Empty(Doubts("status,error", rows, new ReadingOptions { Mapping = mapped }));
    }

    private IReadOnlyList<string> Doubts(string columns, IEnumerable<string> rows, ReadingOptions? options = null)
    {
        var path = _folder.Write("log.csv", $"model,started_at,{columns}\n"
            + string.Concat(rows.Select((row, i) => $"m,2025-01-06T00:00:{i:00}.5Z,{row}\n")));
        using var source = new LogSource(path);
        return new LogInspector(options ?? new ReadingOptions(), long.MaxValue).Inspect(source, CancellationToken.None).Doubts;
    }
}
