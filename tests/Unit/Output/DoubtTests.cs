using System.Globalization;
using LlmWorkload.Inspection;
using LlmWorkload.Output;
using LlmWorkload.Reading;
using LlmWorkload.Tests.Reading;

namespace LlmWorkload.Tests.Output;

/// <summary>Each kind of doubt: logs that raise it, and logs that are near it and do not.</summary>
public sealed class DoubtTests : IDisposable
{
    private const string Header = "started_at,model,user_id,function,input_tokens,output_tokens,cached_tokens,ttft,duration\n";
    private const string Usual = "2025-01-06T00:00:{0:00}.25Z,m,u{0},chat,100,10,40,0.25,2\n";

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_usual_log_raises_none() => Assert.Empty(Doubts(Log(Usual)));

    [Theory]
    [InlineData("timestamp,model,tokens_prompt,ttft,duration\n", "tokens_prompt, by name token counts")]
    [InlineData("timestamp,model,promptLength,ttft,duration\n", "promptLength, by name token counts")]
    [InlineData("timestamp,model,input_tokens,output_tokens,generation_time_ms\n", "generation_time_ms, by name times")]
    [InlineData("timestamp,model,input_tokens,output_tokens,doneAt\n", "doneAt, by name times")]
    [InlineData("timestamp,duration,input_tokens,output_tokens,first_token_ms\n", "first_token_ms, by name times")]
    [InlineData("timestamp,duration,input_tokens,output_tokens,llmModel\n", "llmModel, by name a model")]
    [InlineData("timestamp,duration,input_tokens,output_tokens,model_slug\n", "model_slug, by name a model")]
    public void A_column_that_looks_like_a_field_that_is_not_there_is_doubted(string header, string words) =>
        Assert.Contains(Doubts(header + OneRow, Named), doubt => doubt.Contains(words, StringComparison.Ordinal));

    [Theory]
    [InlineData("timestamp,model,input_tokens,output_tokens,total_tokens\n")]
    [InlineData("timestamp,model,access_token,max_tokens,input_token_price\n")]
    [InlineData("timestamp,duration,ttft,updated_at,queue_ms\n")]
    [InlineData("timestamp,model,model_group,model_hash,note\n")]
    [InlineData("timestamp,model,runtime,format,region\n")]
    public void A_column_of_another_kind_or_beside_one_that_is_read_is_not_doubted(string header) =>
        Assert.DoesNotContain(Doubts(header + OneRow, Named), doubt => doubt.Contains("by name", StringComparison.Ordinal));

    // A bucket is an eighth of a power of two: 5,000 s are 11.6 · 2³² ticks, and the middle of [11, 12) · 2³² is 4,939 s; 90 ticks lie in
    // [88, 96).
    [Theory]
    [InlineData("5000", "the median duration is about 4,939 s, above an hour")]
    [InlineData("3601", "the median duration is about 3,651 s, above an hour")]
    [InlineData("0.000009", "the median duration is about 9.2e-6 s, under 10 µs")]
    [InlineData("0.0000099", "the median duration is about 1e-5 s, under 10 µs")]
    [InlineData("0", "the median duration is about 0 s, under 10 µs")]
    public void A_median_beyond_reason_is_doubted(string duration, string words) =>
        Assert.Contains(Doubts(Log(Usual.Replace(",2\n", $",{duration}\n", StringComparison.Ordinal))),
            doubt => doubt.Contains(words, StringComparison.Ordinal) && doubt.Contains("--unit duration=", StringComparison.Ordinal));

    [Theory]
    [InlineData("3600")]
    [InlineData("0.00001")]
    [InlineData("")]
    public void A_median_at_the_edge_is_not_doubted(string duration) =>
        Assert.DoesNotContain(Doubts(Log(Usual.Replace(",2\n", $",{duration}\n", StringComparison.Ordinal))),
            doubt => doubt.Contains("median", StringComparison.Ordinal));

    [Fact]
    public void Half_of_the_rows_beyond_reason_are_not_doubted_and_one_more_is()
    {
        var long10 = Enumerable.Range(0, 10).Select(i => Row(i).Replace(",2\n", ",7200\n", StringComparison.Ordinal)).ToList();
        var short10 = Enumerable.Range(10, 10).Select(Row).ToList();
        Assert.Empty(Doubts(Header + string.Concat([.. long10, .. short10])));
        Assert.Contains("median duration", Assert.Single(Doubts(Header + string.Concat([.. long10, .. short10.Skip(1)]))),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(11, 20, "user is missing in 11 of 20 rows")]
    [InlineData(20, 20, "user is missing in 20 of 20 rows")]
    [InlineData(10, 20, null)]
    public void A_field_that_most_rows_lack_is_doubted(int missing, int rows, string? words)
    {
        var log = Header + string.Concat(Enumerable.Range(0, rows).Select(
            i => i < missing ? Row(i).Replace($",u{i},", ",,", StringComparison.Ordinal) : Row(i)));
        var doubts = Doubts(log);
        if (words is null) Assert.Empty(doubts);
        else Assert.Equal([$"log.csv: {words}"], doubts);
    }

    [Theory]
    [InlineData(":{0:00}.25Z", ":{0:00}Z", "second")]
    [InlineData("00:00:{0:00}.25Z", "00:{0:00}:00Z", "minute")]
    [InlineData("00:00:{0:00}.25Z", "{0:00}:00:00Z", "hour")]
    public void A_coarse_clock_is_doubted_from_ten_rows_on(string fine, string coarse, string step)
    {
        var template = Usual.Replace(fine, coarse, StringComparison.Ordinal);
        Assert.Contains($"every start is a whole {step}:", Assert.Single(Doubts(Log(template, 10))), StringComparison.Ordinal);
        Assert.Empty(Doubts(Log(template, 9)));
        Assert.Empty(Doubts(Log(template, 19) + Row(59)));
    }

    [Theory]
    [InlineData(6, 11, "the ttft is above the duration in 6 of 11 rows that have both")]
    [InlineData(6, 12, null)]
    public void A_ttft_above_the_duration_is_doubted_in_more_than_half_of_the_rows(int above, int rows, string? words)
    {
        var doubts = Doubts(Header + string.Concat(Enumerable.Range(0, rows).Select(
            i => i < above ? Row(i).Replace(",0.25,2\n", ",250,2\n", StringComparison.Ordinal) : Row(i)))
            + Row(30).Replace(",0.25,2\n", ",250,\n", StringComparison.Ordinal));
        if (words is null) Assert.Empty(doubts);
        else Assert.Contains(words, Assert.Single(doubts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timestamp_ms,model\n1736121600,m\n", "the first start is 1970-01-21: are the numbers seconds")]
    [InlineData("timestamp_ms,model\n1736121600000,m\n", null)]
    [InlineData("timestamp_ms,model\n86400000,m\n", null)]
    public void Seconds_that_are_taken_for_milliseconds_are_doubted(string log, string? words)
    {
        if (words is null) Assert.Empty(Doubts(log));
        else Assert.Contains(words, Assert.Single(Doubts(log)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_only_later_records_have_is_not_absent()
    {
        var log = string.Concat(Enumerable.Range(0, 1_500).Select(i => $"{{\"model\":\"m\",\"started_at\":{1736121600.5 + i}}}\n"))
            + "{\"model\":\"m\",\"started_at\":1736131600.5,\"input_tokens\":7}\n";
        using var source = new LogSource(_folder.Write("late.jsonl", log));
        var file = new LogInspector(new ReadingOptions(), long.MaxValue).Inspect(source, CancellationToken.None).File;

        Assert.Contains("input_tokens", file.Columns.Absent);
        Assert.DoesNotContain("input_tokens", AbsentFields.Of(file));
        Assert.Contains("output_tokens", AbsentFields.Of(file));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(".5", false)]
    public void A_trace_of_whole_seconds_may_be_one_of_Mooncake(string fraction, bool isDoubted)
    {
        var rows = Enumerable.Range(1, 10).Select(i => $"{{\"timestamp\":{i * 500}{fraction},\"input_length\":7,\"output_length\":5}}\n");
        var doubts = Doubts(string.Concat(rows), new ReadingOptions { Model = "m" });
        Assert.Equal(isDoubted, doubts.Any(doubt => doubt.EndsWith("in milliseconds: --time-unit ms", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("1,2", "[0.1,0.2,0.3]", true)]
    [InlineData("1,2,3", "[]", false)]
    public void A_list_that_is_shorter_than_the_others_is_doubted(string outputs, string ttfts, bool isDoubted)
    {
        var result = $"{{\"model_id\":\"m\",\"input_lens\":[5,6,7],\"output_lens\":[{outputs}],\"ttfts\":{ttfts},"
            + "\"itls\":[[],[0.1],[0.1]],\"start_times\":[1,2,3.5],\"errors\":[\"\",\"\",\"\"]}";
        Assert.Equal(isDoubted, Doubts(result).Any(
            doubt => doubt.Contains("1 row for which a list has no value", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("101", 10)]
    [InlineData("100", 0)]
    [InlineData("", 0)]
    public void Input_tokens_below_cached_ones_are_doubted(string cached, int rows)
    {
        var doubts = Doubts(Log(Usual.Replace(",40,", $",{cached},", StringComparison.Ordinal), 10));
        if (rows == 0) Assert.Empty(doubts);
        else Assert.Contains("10 of 10 rows have fewer input tokens than cached ones", Assert.Single(doubts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("note", "\"stray\n2025-01-06T00:00:05.5Z,m,u,chat,1,1,1,0.1,1,then\"")]
    [InlineData("prompt", "\"a,b\n2025-01-06 00:00:05,m,u,chat,1,1,1,0.1,1,x\n2025-01-06 00:00:06,m,u,chat,1,1,1,0.1,1,x\nend\"")]
    public void Lines_like_rows_within_a_quoted_field_are_doubted(string column, string field)
    {
        var log = Header.Replace("\n", $",{column}\n", StringComparison.Ordinal) + Row(1).Replace("\n", $",{field}\n", StringComparison.Ordinal)
            + Row(2).Replace("\n", ",x\n", StringComparison.Ordinal);
        Assert.Contains("1 row with a quoted field of lines that look like rows", Assert.Single(Doubts(log)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"two\nlines\"")]
    [InlineData("\"a, b, c, d, e, f, g, h, i, j\nk, l, m, n, o, p, q, r, s, t\"")]
    [InlineData("\"at\n2025-01-06T00:00:05.5Z, m\"")]
    public void A_text_of_several_lines_is_not_doubted(string field) => Assert.Empty(Doubts(
        Header.Replace("\n", ",prompt\n", StringComparison.Ordinal) + Row(1).Replace("\n", $",{field}\n", StringComparison.Ordinal)));

    [Fact]
    public void A_first_column_of_several_lines_is_not_doubted() => Assert.Empty(Doubts(
        "note," + Header + "\"two\nlines\"," + Row(1)));

    [Theory]
    [InlineData("timestamp,model\n0,m\n1500,m\n3250,m\n", "every instant lies before 1973-03-03")]
    [InlineData("timestamp,model\n99999999,m\n", "every instant lies before 1973-03-03")]
    public void A_trace_that_counts_from_0_without_a_unit_is_doubted(string log, string words)
    {
        Assert.Contains(words, Assert.Single(Doubts(log)), StringComparison.Ordinal);
        Assert.Empty(Doubts(log, new ReadingOptions { TimeUnit = TimeUnit.Milliseconds }));
        Assert.Empty(Doubts(log.Replace("timestamp", "timestamp_ms", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("timestamp,model\n100000000,m\n", "1 of 1 rows start before 2015", "1973-03-03")]
    [InlineData("timestamp,model\n202501061000.5,m\n", "1 of 1 rows start before 2015", "1976-06-01")]
    [InlineData("timestamp,model\n250106100000.5,m\n250106100100.5,m\n", "2 of 2 rows start before 2015", "1977-12-04")]
    [InlineData("timestamp,model\n2014-12-31T23:59:59.5Z,m\n2015-01-01T00:00:00Z,m\n", "1 of 2 rows start before 2015", "2014-12-31")]
    public void An_absolute_instant_before_2015_is_doubted_with_its_line(string log, string words, string day)
    {
        var doubt = Assert.Single(Doubts(log));
        Assert.Contains(words, doubt, StringComparison.Ordinal);
        Assert.Contains($"See log.csv:2, of {day}", doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instant_of_2015_is_not_doubted() => Assert.Empty(Doubts("timestamp,model\n2015-01-01T00:00:00Z,m\n"));

    [Theory]
    [InlineData(91, true)]
    [InlineData(90, false)]
    public void A_gap_of_more_than_90_days_is_doubted_with_its_line(int days, bool isDoubted)
    {
        var late = new DateTime(2025, 1, 6).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var doubts = Doubts(Log(Usual, 3) + Row(4).Replace("2025-01-06", late, StringComparison.Ordinal));
        if (isDoubted) Assert.Contains($"See log.csv:5, of {late}", Assert.Single(doubts), StringComparison.Ordinal);
        else Assert.Empty(doubts);
    }

    [Fact]
    public void Instants_behind_the_writing_of_the_file_are_doubted()
    {
        var log = _folder.Write("log.csv", Log(Usual, 3));
        File.SetLastWriteTimeUtc(log, new DateTime(2025, 1, 6, 0, 5, 0, DateTimeKind.Utc));
        Assert.Empty(DoubtsOf(log));
        File.SetLastWriteTimeUtc(log, new DateTime(2025, 1, 5, 23, 30, 0, DateTimeKind.Utc));
        Assert.Contains("lies behind the time when the file was written, 2025-01-05T23:30", Assert.Single(DoubtsOf(log)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Stamps_at_which_durations_end_are_doubted_and_those_at_which_they_start_are_not()
    {
        // One user who sends a request 0.1 s after the answer to the one before; durations of 1 s to 7 s.
        var (starts, ends) = (new List<string>(), new List<string>());
        var at = new DateTime(2025, 1, 6);
        for (var i = 0; i < 100; i++)
        {
            var duration = 1 + (i * 5 % 7);
            starts.Add(Stamped(at, duration));
            ends.Add(Stamped(at.AddSeconds(duration), duration));
            at = at.AddSeconds(duration + 0.1);
        }

        Assert.Contains("the starts look like completions", Assert.Single(Doubts(Header + string.Concat(ends))), StringComparison.Ordinal);
        Assert.Empty(Doubts(Header + string.Concat(starts)));
        Assert.Empty(Doubts(Header + string.Concat(ends.Take(20))));
    }

    [Fact]
    public void Users_who_do_not_wait_tell_nothing_of_stamps()
    {
        // Requests at any time, whatever is on its way.
        var random = new Random(1);
        var at = new DateTime(2025, 1, 6);
        var rows = Enumerable.Range(0, 500).Select(_ => Stamped(at = at.AddSeconds(random.NextDouble() * 6), random.NextDouble() * 6));
        Assert.Empty(Doubts(Header + string.Concat(rows)));
    }

    private const string OneRow = "2025-01-06T00:00:00.5Z,1,1,1,1\n";

    private static ReadingOptions Named => new() { Model = "named" };

    private static string Stamped(DateTime at, double duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{at:o},m,u,chat,100,10,40,0.25,{duration:0.000}\n");

    private static string Row(int i) => string.Format(CultureInfo.InvariantCulture, Usual, i);

    private static string Log(string template, int rows = 20) =>
        Header + string.Concat(Enumerable.Range(0, rows).Select(i => string.Format(CultureInfo.InvariantCulture, template, i)));

    private IReadOnlyList<string> Doubts(string text, ReadingOptions? options = null) => DoubtsOf(_folder.Write("log.csv", text), options);

    private static IReadOnlyList<string> DoubtsOf(string path, ReadingOptions? options = null)
    {
        using var source = new LogSource(path);
        return new LogInspector(options ?? new ReadingOptions(), long.MaxValue).Inspect(source, CancellationToken.None).Doubts;
    }
}
