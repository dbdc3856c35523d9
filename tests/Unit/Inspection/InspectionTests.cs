using LlmWorkload.Inspection;
using LlmWorkload.Reading;
using LlmWorkload.Tests.Reading;

namespace LlmWorkload.Tests.Inspection;

/// <summary>What is found of logs, of those of <c>shared/cases</c> too, where they are there.</summary>
public sealed class InspectionTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_column_has_its_field_and_unit_or_is_not_read()
    {
        var log = Inspect(_folder.Write("log.csv", LogFolder.Gzip("when;model;ttft_ms;cost;note\n1736121600000;m;250;0.5;x\n"u8.ToArray())),
            new ReadingOptions
            {
                Mapping = new MappingOptions(
                    new Dictionary<string, string> { ["started"] = "when" },
                    new Dictionary<RequestField, TimeUnit> { [RequestFields.Started] = TimeUnit.Milliseconds },
                    new Dictionary<string, string>()),
            });
        Assert.Equal(("requests", "CSV", ';', "gzip"), (log.Layout.Format, log.Layout.WrittenAs, log.Layout.Separator, log.Compression));
        Assert.Equal(["when>started ms", "model>model ", "ttft_ms>ttft ms", "cost>cost USD", "note>"], Columns(log));
        Assert.Equal(["started", "user", "model", "input_tokens", "output_tokens", "ttft", "duration", "cost"], log.Fields);
        Assert.Equal(["2025-01-06T00:00:00.0000000Z", null, "m", null, null, 0.25, null, 0.5], Assert.Single(log.First));
        Assert.Equal((1L, true, null), (log.Records, log.IsWhole, log.NamedModel));
    }

    [Fact]
    public void Paths_of_JSON_that_records_have_are_shown_and_members_that_nobody_reads()
    {
        var log = Inspect(_folder.Write("log.jsonl", """{"timestamp":1736121600,"model":"m","extra":1,"hash_ids":[1,2]}"""));
        Assert.Equal("JSON lines", log.Layout.WrittenAs);
        Assert.Equal(["timestamp>started ", "model>model ", "hash_ids>blocks ", "extra>"], Columns(log));
        Assert.Equal(2, Assert.Single(log.First)[^1]);
    }

    [Fact]
    public void Members_of_JSON_in_a_column_stand_behind_it()
    {
        var log = Inspect(_folder.Write(
            "log.csv", "startTime,endTime,model,prompt_tokens,completion_tokens,metadata\n2025-01-06T00:00:00Z,,m,1,1,{}\n"));
        Assert.Equal("litellm", log.Layout.Format);
        Assert.Contains("metadata.user_api_key_user_id>user ", Columns(log));
    }

    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(10, 10, true)]
    [InlineData(long.MaxValue, 10, true)]
    public void So_many_records_are_read_as_are_asked_for(long most, long records, bool isWhole)
    {
        var path = _folder.Write("log.csv", "timestamp,model\n" + string.Concat(Enumerable.Repeat("1736121600.5,m\n", 10)));
        var log = Inspect(path, most: most);
        Assert.Equal((records, isWhole, records), (log.Records, log.IsWhole, log.File.Rows));
        Assert.Equal(Math.Min(5, (int)records), log.First.Count);
    }

    [Fact]
    public void Rejected_rows_and_the_model_of_the_file_s_name_are_told()
    {
        var log = Inspect(_folder.Write("trace.csv", "TIMESTAMP,ContextTokens,GeneratedTokens\n2025-01-06 00:00:00.5,1,1\nsoon,1,1\n"));
        Assert.Equal(("azure_llm", "trace"), (log.Layout.Format, log.NamedModel));
        Assert.Equal(1, log.File.Rejected["started_invalid"]);
        Assert.Equal(3, Assert.Single(log.Rejected).Line);
    }

    [Fact]
    public void Case_03_is_doubted_without_its_unit_and_not_with_it()
    {
        var path = SharedFolder.Require("cases", "03-relative-ms.csv");
        Assert.Contains(Inspect(path).Doubts, doubt => doubt.Contains("every instant lies before", StringComparison.Ordinal));
        var told = Inspect(path, new ReadingOptions { TimeUnit = TimeUnit.Milliseconds });
        Assert.Empty(told.Doubts);
        Assert.Equal(TimeSpan.FromSeconds(30).Ticks, told.File.Last - told.File.First);
    }

    [Fact]
    public void Case_08_is_refused_without_a_model_and_read_by_a_mapping()
    {
        var path = SharedFolder.Require("cases", "08-openrouter-shape.csv");
        Assert.Contains("no column for the model", Assert.Throws<WorkloadException>(() => Inspect(path)).Message, StringComparison.Ordinal);
        var model = new Dictionary<string, string> { ["model"] = "model_permaslug" };
        var some = Inspect(path, Mapped(model));
        Assert.Contains(some.Doubts, doubt => doubt.Contains(
            "no field is read from tokens_prompt, tokens_completion, tokens_reasoning, by name token counts", StringComparison.Ordinal));
        Assert.Contains(some.Doubts, doubt => doubt.Contains("generation_time_ms, by name times", StringComparison.Ordinal));
        var all = Inspect(path, Mapped(new(model)
        {
            ["input_tokens"] = "tokens_prompt",
            ["output_tokens"] = "tokens_completion",
            ["duration"] = "generation_time_ms",
        }));
        Assert.Empty(all.Doubts);
        Assert.Equal([50L, 20L, 0.35, 1.5], all.First[0].Skip(3).Take(4));
    }

    [Fact]
    public void Case_09_is_of_Helicone()
    {
        var log = Inspect(SharedFolder.Require("cases", "09-helicone-shape.csv"));
        Assert.Equal("helicone", log.Layout.Format);
        Assert.Contains("latency_ms>duration ms", Columns(log));
        Assert.Equal(["2025-08-24T10:00:00.1230000Z", "u0", "gpt-x", 50L, 20L, null, 1.0], log.First[0].Take(7));
        Assert.Empty(log.Doubts);
    }

    [Fact]
    public void Case_11_is_dates_and_said_so()
    {
        var log = Inspect(SharedFolder.Require("cases", "11-date-only-compact.csv"));
        Assert.Equal(TimeSpan.FromSeconds(777_600).Ticks, log.File.Last - log.File.First);
        Assert.Contains(log.Doubts, doubt => doubt.Contains(
            "10 rows of which the start is a number of 8 or 14 digits, read as a date", StringComparison.Ordinal));
        Assert.Contains(log.Doubts, doubt => doubt.Contains("every start is a whole day", StringComparison.Ordinal));
    }

    [Fact]
    public void Case_13_has_38_spellings_that_are_read_or_rejected()
    {
        var log = Inspect(SharedFolder.Require("cases", "13-timestamp-spellings.csv"));
        Assert.Equal(38, log.File.Rows + log.File.Rejected.Values.Sum());
        Assert.Equal(log.File.Rejected.Values.Sum(), log.File.Rejected["started_invalid"]);
    }

    [Fact]
    public void Case_38_counts_values_that_turn_missing_by_reason()
    {
        var log = Inspect(SharedFolder.Require("cases", "38-clock-skew.csv"));
        Assert.Equal(new Dictionary<string, long> { ["completed_before_started"] = 1, ["ttft_negative"] = 1 }, log.File.TurnedMissing);
    }

    [Fact]
    public void A_start_in_the_hour_that_the_zone_leaves_out_is_doubted()
    {
        var path = _folder.Write("log.csv", "model,started_at\nm,2025-03-30 02:30:00\nm,2025-03-30 03:30:01\n");
        var local = Inspect(path, new ReadingOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") });
        Assert.Contains("1 row of which the start lies in the hour that the time zone leaves out", Assert.Single(local.Doubts),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Case_60b_has_its_repeated_hour_doubted_in_its_zone_alone()
    {
        var path = SharedFolder.Require("cases", "60b-dst-no-zone.csv");
        Assert.Empty(Inspect(path).Doubts);
        var local = Inspect(path, new ReadingOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") });
        Assert.Contains("6 rows of which the start lies in the hour that the time zone repeats", Assert.Single(local.Doubts),
            StringComparison.Ordinal);
    }

    private static ReadingOptions Mapped(Dictionary<string, string> columns) => new()
    {
        Mapping = new MappingOptions(columns, new Dictionary<RequestField, TimeUnit>(), new Dictionary<string, string>()),
    };

    private static IEnumerable<string> Columns(InspectedLog log) => log.Layout.Columns.SelectMany(column =>
        column.Uses.Count == 0 ? [$"{column.Name}>"] : column.Uses.Select(use => $"{column.Name}>{use.Field} {use.Unit}"));

    private static InspectedLog Inspect(string path, ReadingOptions? options = null, long most = 100_000)
    {
        using var source = new LogSource(path);
        return new LogInspector(options ?? new ReadingOptions(), most).Inspect(source, CancellationToken.None);
    }
}
