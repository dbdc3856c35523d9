using System.Globalization;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

/// <summary>
/// The small inputs of <c>shared/cases</c>, of the kinds that people's files are: what is right of each, as far as it shows in the rows.
/// </summary>
public sealed class SharedCaseTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("01-azure-shape.csv", 40, 0, 236.5, 29.5)]
    [InlineData("02-burstgpt-shape.csv", 30, 0, 414.5, 24.5)]
    [InlineData("05-litellm-renamed.csv", 5, 0, null, null)]
    [InlineData("04-litellm-spendlogs.csv", 5, 0, null, null)]
    [InlineData("06-langfuse-observations-v2.csv", 6, 0, 12.5, 7.5)]
    [InlineData("49-trace.jsonl", 10, 0, 704.5, 54.5)]
    [InlineData("16-semicolon.csv", 6, 0, 102.5, 12.5)]
    [InlineData("17-tab.csv", 6, 0, 102.5, 12.5)]
    [InlineData("18-utf16.csv", 6, 0, 102.5, 12.5)]
    [InlineData("23-comment-lines.csv", 6, 0, 102.5, 12.5)]
    [InlineData("24-trailing-comma.csv", 0, 6, null, null)]
    [InlineData("26-space-after-comma.csv", 6, 0, 102.5, 12.5)]
    [InlineData("27-duplicate-header.csv", 4, 0, 11.5, 5.0)]
    [InlineData("29-nul-in-prompt.csv", 4, 0, 11.5, 5.0)]
    [InlineData("34-one-row-1970.csv", 61, 0, null, null)]
    [InlineData("37-stray-quote.csv", 299, 1, 249.96989966555185, 10.0)]
    [InlineData("43-gz-zero-padded.csv.gz", 20, 0, 109.5, 10.0)]
    [InlineData("66-model-column.csv", 6, 0, 102.5, 10.0)]
    public void A_case_has_the_rows_that_are_right(string name, int rows, int rejected, double? input, double? output)
    {
        var content = _folder.ReadAll(SharedFolder.Require("cases", name), new ReadingOptions { Model = "outside" });
        Assert.Equal((rows, rejected), (content.Rows.Count, content.Rejected.Count));
        if (input is { } mean) Assert.Equal(mean, content.Rows.Average(row => row.InputTokens)!.Value, 1e-9);
        if (output is { } other) Assert.Equal(other, content.Rows.Average(row => row.OutputTokens)!.Value, 1e-9);
    }

    [Fact]
    public void The_first_column_that_is_not_empty_names_the_model_row_by_row()
    {
        var rows = _folder.ReadAll(SharedFolder.Require("cases", "05-litellm-renamed.csv")).Rows;
        Assert.Equal(3, rows.Count(row => row.Model == "openai/gpt-x"));
        Assert.Equal(2, rows.Count(row => row.Model == "anthropic/claude-y"));
        Assert.Equal([("u1", 2), ("u2", 2), ("u3", 1)], rows.GroupBy(row => row.User!).Select(group => (group.Key, group.Count())).Order());
    }

    [Fact]
    public void Missing_markers_in_quotes_are_text()
    {
        var content = _folder.ReadAll(SharedFolder.Require("cases", "62-na-ids.csv"));
        var users = content.Rows.ToDictionary(row => row.Started.Second, row => row.User);
        Assert.Equal([null, "NA", null, null, null], Enumerable.Range(0, 5).Select(second => users[second]));
    }

    [Fact]
    public void Numbers_are_those_that_they_spell_or_rejected()
    {
        var content = _folder.ReadAll(SharedFolder.Require("cases", "32-number-spellings.csv"));
        foreach (var row in content.Rows)
        {
            var text = row.User!["tok ".Length..];
            var isMissing = text is "" or "NULL" or "null" or "None" or "NaN" or "nan" or "NA" or "N/A" or "<NA>" or "\\N";
            decimal? number = isMissing ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
            Assert.Equal(number < 0 ? null : (long?)number, row.InputTokens);
        }

        Assert.Equal(34, content.Rows.Count + content.Rejected.Count);
        Assert.All(content.Rejected, row => Assert.Equal(RequestFields.InputTokens.Invalid, row.Reason));
    }

    [Fact]
    public void Values_that_turn_missing_are_counted_by_reason()
    {
        using var reader = _folder.Open(SharedFolder.Require("cases", "38-clock-skew.csv"));
        var batch = new RequestBatch(100);
        reader.Read(batch);
        Assert.Equal(new Dictionary<string, long> { ["completed_before_started"] = 1, ["ttft_negative"] = 1 }, batch.TurnedMissing);
    }

    [Theory]
    [InlineData("46-bz2.csv.bz2", "bzip2")]
    [InlineData("47-xz.csv.xz", "xz")]
    [InlineData("48-zip.zip", "zip")]
    public void What_is_not_read_is_named(string name, string format) =>
        Assert.Contains(
            format, Assert.Throws<WorkloadException>(() => _folder.ReadAll(SharedFolder.Require("cases", name))).Message,
            StringComparison.Ordinal);
}
