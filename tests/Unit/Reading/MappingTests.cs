using System.Globalization;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

/// <summary>What the user says of columns, units, zones; and fields beside the usual ones.</summary>
public sealed class MappingTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_column_that_the_user_names_wins_over_every_rule()
    {
        var options = new ReadingOptions { Mapping = Mapped(("input_tokens", "b"), ("model", "who")) };
        var row = _folder.Read("model,who,started_at,input_tokens,b\nm,w,1,2,3\n", options).Only;
        Assert.Equal(("w", 3L), (row.Model, row.InputTokens));
    }

    [Fact]
    public void A_column_that_the_user_names_and_the_log_lacks_is_an_error_with_those_that_it_has() => Assert.Contains(
        "no column 'promt'; the nearest is 'prompt'. Names found: model, started_at, prompt.",
        Assert.Throws<WorkloadException>(() => _folder.Read(
            "model,started_at,prompt\nm,1,2\n", new ReadingOptions { Mapping = Mapped(("input_tokens", "promt")) })).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("2025-09-01", "2025-09-01T00:00:00Z")]
    [InlineData("2025-09-01 12:30:00+02:00", "2025-09-01T10:30:00Z")]
    [InlineData("1756684800", "2025-09-01T00:00:00Z")]
    [InlineData("+5m", null)]
    [InlineData("2025-09-31", null)]
    public void An_origin_is_an_instant_or_a_date(string text, string? expected) => Assert.Equal(
        expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture).UtcTicks - DateTime.UnixEpoch.Ticks,
        ReadingTexts.Origin(text));

    [Fact]
    public void A_member_that_the_user_names_and_the_first_records_lack_is_an_error()
    {
        var path = _folder.Write("log.jsonl", "{\"model\":\"m\",\"started_at\":1,\"usage\":{\"n\":3}}\n");
        Assert.Equal(3, _folder.ReadAll(path, new ReadingOptions { Mapping = Mapped(("input_tokens", "usage.n")) }).Only.InputTokens);
        Assert.Contains(
            "--map input_tokens=nope: the first 1,000 records of ",
            Assert.Throws<WorkloadException>(
                () => _folder.ReadAll(path, new ReadingOptions { Mapping = Mapped(("input_tokens", "nope")) })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ttft_ms", "250", 2_500_000)]
    [InlineData("ttft_us", "250", 2_500)]
    [InlineData("ttft_ns", "250", 2)]
    [InlineData("ttft_s", "0.25", 2_500_000)]
    [InlineData("ttftMs", "250.5", 2_505_000)]
    [InlineData("time_to_first_token_seconds", "0.25", 2_500_000)]
    public void A_name_may_say_its_unit(string name, string value, long ticks) =>
        Assert.Equal(ticks, _folder.Read($"model,started_at,{name}\nm,1,{value}\n").Only.Ttft);

    [Fact]
    public void A_name_without_a_unit_comes_before_the_same_with_one_row_by_row()
    {
        var rows = _folder.Read("model,started_at,ttft_ms,ttft\nm,1,250,0.5\nm,2,250,\n").Rows;
        Assert.Equal([5_000_000L, 2_500_000L], rows.Select(row => row.Ttft!.Value));
    }

    [Fact]
    public void The_user_may_say_units_zone_and_origin()
    {
        var ms = new ReadingOptions { TimeUnit = TimeUnit.Milliseconds };
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1.5), _folder.Read("model,timestamp\nm,1500\n", ms).Only.Started);
        var zone = new ReadingOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        var rows = _folder.Read(
            "model,timestamp\nm,2025-07-01 12:00:00\nm,2025-07-01 12:00:00Z\nm,2025-10-26 02:30:00\nm,2025-03-30 02:30:00\n", zone).Rows;
        Assert.Equal(["07-01 10:00", "07-01 12:00", "10-26 00:30", "03-30 01:30"], rows.Select(row => $"{row.Started:MM-dd HH:mm}"));
        var origin = new ReadingOptions { Origin = new DateTime(2025, 1, 1).Ticks - DateTime.UnixEpoch.Ticks };
        Assert.Equal(new DateTime(2025, 1, 1, 0, 0, 5), _folder.Read("model,timestamp\nm,5\n", origin).Only.Started);
    }

    [Theory]
    [InlineData("status", "200", false)]
    [InlineData("status", "429", true)]
    [InlineData("status", "Timed_Out", true)]
    [InlineData("status", "success", false)]
    [InlineData("error", "", false)]
    [InlineData("error", "false", false)]
    [InlineData("error", "Connection reset", true)]
    [InlineData("error_code", "0", false)]
    [InlineData("error", "{}", false)]
    [InlineData("error", "[ ]", false)]
    [InlineData("error", "\"\"\"\"\"\"", false)]
    [InlineData("error", "null", false)]
    [InlineData("error", "-", false)]
    [InlineData("error", "n/a", false)]
    [InlineData("error", "NA", false)]
    [InlineData("error", "nan", false)]
    [InlineData("error", "\\N", false)]
    [InlineData("error_code", "-", false)]
    [InlineData("error", "{x}", true)]
    [InlineData("error", "--", true)]
    public void A_request_failed_by_its_status_or_by_an_error(string column, string value, bool failed) =>
        Assert.Equal(failed, _folder.Read($"model,started_at,{column}\nm,1,{value}\n").Only.Failed);

    [Theory]
    [InlineData("null", false)]
    [InlineData("{}", false)]
    [InlineData("[ ]", false)]
    [InlineData("\"\"", false)]
    [InlineData("{\"code\":499}", true)]
    public void An_empty_value_of_JSON_is_no_error(string error, bool failed)
    {
        foreach (var record in (string[])["\"model\":\"m\",\"started_at\":1", "\"metadata\":{\"request_start_ns\":1},\"metrics\":{}"])
        {
            var path = _folder.Write("log.jsonl", $"{{{record},\"error\":{error}}}\n");
            Assert.Equal(failed, _folder.ReadAll(path).Only.Failed);
        }
    }

    [Fact]
    public void Requests_that_failed_can_be_left_out() => Assert.Equal(
        [1L, 3L],
        _folder.Read("model,started_at,status,it\nm,1,200,1\nm,2,500,2\nm,3,,3\n", new ReadingOptions { DropFailed = true })
            .Rows.Select(row => row.InputTokens!.Value));

    [Fact]
    public void A_round_is_part_of_the_user()
    {
        var rows = _folder.Read("model,started_at,user,rehash_round\nm,1,u,0\nm,2,u,\nm,3,,1\n").Rows;
        Assert.Equal(["u@0", "u@", null], rows.Select(row => row.User));
    }

    [Fact]
    public void Text_under_a_name_of_tokens_is_no_number_of_tokens()
    {
        var content = _folder.Read("model,started_at,input,prompt_tokens\nm,1,hello,5\nm,2,7,6\n");
        Assert.Equal([5L, 6L], content.Rows.Select(row => row.InputTokens!.Value));
        Assert.Empty(content.Rejected);
    }

    [Theory]
    [InlineData("{\"model\":\"m\",\"timestamp\":1,\"usage\":{\"n\":5}}")]
    [InlineData("{\"usage\":{\"x\":[1],\"n\":\"5\"},\"timestamp\":\"1\",\"model\":\"m\",\"prompt\":\"a\\\"b\"}")]
    public void A_path_leads_to_a_member_of_JSON(string line) => Assert.Equal(
        5, _folder.Read(line + "\n", new ReadingOptions { Mapping = Mapped(("input_tokens", "usage.n")) }).Only.InputTokens);

    [Fact]
    public void A_record_that_is_no_JSON_is_rejected_and_reading_goes_on()
    {
        var content = _folder.Read("{\"model\":\"m\",\"timestamp\":1}\n{\"model\":\"m\",\"timestamp\":NaN}\n\n{\"model\":\"n\",\"timestamp\":2}");
        Assert.Equal(["m", "n"], content.Rows.Select(row => row.Model));
        Assert.Equal((2L, "json_invalid"), (content.OnlyRejected.Line, content.OnlyRejected.Reason.Text));
    }

    [Theory]
    [InlineData("[{\"model\":\"m\",\"timestamp\":1},\n {\"model\":\"n\",\"timestamp\":2}]")]
    [InlineData("[\n{\"model\":\"m\",\"timestamp\":1}\n,\n{\"model\":\"n\",\n\"timestamp\":2}\n]\n")]
    [InlineData("{\n\"model\":\"m\",\n\"timestamp\":1\n}\n{\n\"model\":\"n\",\"timestamp\":2}")]
    public void Objects_may_stand_in_a_list_or_span_lines(string text) =>
        Assert.Equal(["m", "n"], _folder.Read(text).Rows.Select(row => row.Model));

    private static MappingOptions Mapped(params (string Field, string Column)[] columns) =>
        MappingOptions.None with { Columns = columns.ToDictionary(each => each.Field, each => each.Column) };
}
