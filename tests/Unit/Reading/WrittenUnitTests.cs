using LlmWorkload.Datasets;
using LlmWorkload.Inspection;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

/// <summary>Times of records that say their units themselves.</summary>
public sealed class WrittenUnitTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(",\"unit\":\"ms\"", 2_500)]
    [InlineData(",\"unit\":\"s\"", 2_500_000)]
    [InlineData(",\"unit\":\"sec\"", 2_500_000)]
    [InlineData(",\"unit\":\"Seconds\"", 2_500_000)]
    [InlineData(",\"unit\":\"\u00b5s\"", 2)]
    [InlineData(",\"unit\":\"\u03bcs\"", 2)]
    [InlineData(",\"unit\":\"us\"", 2)]
    [InlineData(",\"unit\":\"ns\"", 0)]
    [InlineData("", 2_500)]
    [InlineData(",\"unit\":null", 2_500)]
    [InlineData(",\"unit\":\"\"", 2_500)]
    public void The_unit_of_a_record_is_read_and_without_one_it_is_milliseconds(string unit, long ticks)
    {
        var file = Write($"\"value\":0.25{unit}");
        Assert.Equal(ticks, _folder.ReadAll(file).Only.Ttft);
        Assert.Empty(Inspect(file).TurnedMissing);
    }

    [Fact]
    public void A_unit_behind_its_number_or_before_it_is_read_alike() =>
        Assert.Equal(2_500_000, _folder.ReadAll(Write("\"unit\":\"s\",\"value\":0.25")).Only.Ttft);

    [Theory]
    [InlineData("parsecs")]
    [InlineData("tokens")]
    [InlineData("min")]
    public void A_unit_that_nobody_knows_makes_the_value_missing_and_is_counted(string unit)
    {
        var file = Write($"\"value\":0.25,\"unit\":\"{unit}\"");
        Assert.Null(_folder.ReadAll(file).Only.Ttft);
        Assert.Equal(KeyValuePair.Create("ttft_unit_unknown", 1L), Assert.Single(Inspect(file).TurnedMissing));
    }

    [Fact]
    public void Without_a_value_an_unknown_unit_says_nothing() =>
        Assert.Empty(Inspect(Write("\"value\":null,\"unit\":\"x\"")).TurnedMissing);

    [Fact]
    public void An_option_wins_over_the_unit_of_a_record()
    {
        var units = new Dictionary<RequestField, TimeUnit> { [RequestFields.Ttft] = TimeUnit.Microseconds };
        var options = new ReadingOptions
        {
            Mapping = new MappingOptions(new Dictionary<string, string>(), units, new Dictionary<string, string>()),
        };
        Assert.Equal(2, _folder.ReadAll(Write("\"value\":0.25,\"unit\":\"s\""), options).Only.Ttft);
    }

    private static CatalogFile Inspect(string path)
    {
        using var source = new LogSource(path);
        return new LogInspector(new ReadingOptions(), long.MaxValue).Inspect(source, CancellationToken.None).File;
    }

    private string Write(string ttft) => _folder.Write(
        "profile_export.jsonl",
        "{\"metadata\":{\"request_start_ns\":1759813207532900363},\"metrics\":{\"time_to_first_token\":{" + ttft + "}},\"error\":null}\n");
}
