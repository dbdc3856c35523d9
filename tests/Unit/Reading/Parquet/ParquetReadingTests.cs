using System.Globalization;
using System.Text;
using LlmWorkload.Reading;
using ParquetSharp;
using ParquetSharp.Schema;
using TimeUnit = LlmWorkload.Reading.TimeUnit;
using Unit = ParquetSharp.TimeUnit;

namespace LlmWorkload.Tests.Reading.Parquet;

/// <summary>What the values of a Parquet file become: the same requests as those of CSV or JSON with the same rows.</summary>
public sealed class ParquetReadingTests : IDisposable
{
    private static readonly DateTime Monday = new(2025, 1, 6, 10, 0, 0, DateTimeKind.Utc);

    private readonly LogFolder _folder = new();

    public static TheoryData<Compression, bool, bool, int> Kinds()
    {
        var kinds = new TheoryData<Compression, bool, bool, int>();
        foreach (var codec in new[] { Compression.Uncompressed, Compression.Snappy, Compression.Gzip, Compression.Zstd })
        {
            kinds.Add(codec, true, false, 1 << 20);
            kinds.Add(codec, false, true, 300);
        }

        kinds.Add(Compression.Lz4, true, true, 300);
        kinds.Add(Compression.Brotli, false, false, 1 << 20);
        return kinds;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_has_the_same_requests_as_CSV_with_the_same_rows(Compression codec, bool hasDictionary, bool isSecond, int pageBytes)
    {
        const int Rows = 11_000;
        var random = new Random(7);
        string?[] models = [.. Enumerable.Range(0, Rows).Select(_ => $"model-{random.Next(9)}")];
        string?[] users = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(4) == 0 ? null : $"ü{random.Next(500)}")];
        DateTime[] started = [.. Enumerable.Range(0, Rows).Select(i => Monday.AddTicks((i * 10_000_000L) + (random.Next(1_000_000) * 10)))];
        double?[] durations = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(10) == 0 ? null : (double?)random.NextDouble() * 20)];
        long?[] inputs = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(10) == 0 ? null : (long?)random.NextInt64(1L << 40))];
        long?[] outputs = [.. Enumerable.Range(0, Rows).Select(i => (long?)i)];
        var file = new ParquetLog
        {
            Codec = codec,
            HasDictionary = hasDictionary,
            IsSecondVersion = isSecond,
            PageBytes = pageBytes,
            GroupRows = 5_000,
        }.Texts("model", models).Texts("prompt", [.. users.Select(user => "Tell me, \"" + user + "\"")]).Texts("user", users)
            .Instants("started_at", started).Doubles("duration", durations).Numbers("input_tokens", inputs)
            .Numbers("output_tokens", outputs);
        var csv = new StringBuilder("model,user,started_at,duration,input_tokens,output_tokens\n");
        for (var row = 0; row < Rows; row++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{models[row]},{users[row]},{started[row]:yyyy-MM-dd HH:mm:ss.ffffff},")
                .Append(CultureInfo.InvariantCulture, $"{durations[row]},{inputs[row]},{outputs[row]}\n");
        }

        var expected = _folder.ReadAll(_folder.Write("log.csv", csv.ToString()), capacity: 1_000);
        var content = _folder.ReadAll(_folder.Write("log.parquet", file.ToBytes()), capacity: 1_000);
        Assert.Empty(content.Rejected);
        Assert.Equal(expected.Rows, content.Rows);
        Assert.Equal(expected.BatchRecords, content.BatchRecords);
    }

    // Numbers are taken as they are stored where that is what reading their text gives.
    [Fact]
    public void Stored_numbers_are_what_their_texts_are()
    {
        var random = new Random(11);
        double[] seconds =
        [
            0, -0.0, 1e-9, 4.9e-8, 5e-8, 5.1e-8, 1.5e-7, 2.5e-7, 0.12345675, 0.12345685, 0.1, 999_999.999_999_9, 1e6, 1_000_000.000_000_05,
            1e7, 9e11, 922_337_203_685.477_5, -1, -1e-9, double.Epsilon, 1.0 / 3, Math.PI, double.NaN,
            .. Enumerable.Range(0, 4_000).Select(i => Math.Round(random.NextDouble() * Math.Pow(10, i % 9), i % 12)),
        ];
        double[] counts = [.. seconds.Select(each => Math.Truncate(each % 1e15))];
        DateTime[] started = [.. seconds.Select((_, row) => Monday.AddTicks(10L * random.NextInt64(1L << 40)))];
        var file = new ParquetLog().Texts("model", [.. seconds.Select(_ => "m")]).Instants("started_at", started)
            .Doubles("ttft", [.. seconds.Select(each => (double?)each)]).Doubles("input_tokens", [.. counts.Select(each => (double?)each)])
            .Numbers("output_tokens", [.. counts.Select(each => double.IsNaN(each) ? null : (long?)each)]);
        var csv = new StringBuilder("model,started_at,ttft,input_tokens,output_tokens\n");
        for (var row = 0; row < seconds.Length; row++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"m,{started[row]:yyyy-MM-dd HH:mm:ss.ffffff},{Text(seconds[row])},")
                .Append(CultureInfo.InvariantCulture, $"{Text(counts[row])},{Text(counts[row])}\n");
        }

        var expected = _folder.ReadAll(_folder.Write("log.csv", csv.ToString()), capacity: 1_000);
        var content = _folder.ReadAll(_folder.Write("log.parquet", file.ToBytes()), capacity: 1_000);
        Assert.Empty(content.Rejected);
        Assert.Equal(expected.Rows, content.Rows);

        static string Text(double value) => double.IsNaN(value) ? "" : value == 0 ? "0" : value.ToString("R", CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(Unit.Millis, true, 10_000)]
    [InlineData(Unit.Millis, false, 10_000)]
    [InlineData(Unit.Micros, true, 10)]
    [InlineData(Unit.Micros, false, 10)]
    [InlineData(Unit.Nanos, true, 0)]
    [InlineData(Unit.Nanos, false, 0)]
    public void Instants_of_every_unit_are_UTC_whatever_zone_the_user_says(Unit unit, bool isUtc, int ticks)
    {
        DateTime[] instants = [Monday.AddMilliseconds(1), Monday.AddDays(-30_000).AddMilliseconds(7), new(2024, 2, 29, 23, 59, 59, 999)];
        var past = instants.Select(each => (each - DateTime.UnixEpoch).Ticks);
        var file = new ParquetLog().Texts("model", "m", "m", "m").Add("started_at", PhysicalType.Int64,
            LogicalType.Timestamp(isUtc, unit), [.. past.Select(each => (object?)(ticks == 0 ? each * 100 : each / ticks))]);
        var zone = new ReadingOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        Assert.Equal(instants, Read(file, zone).Rows.Select(row => row.Started));
    }

    [Fact]
    public void What_is_finer_than_a_tick_is_dropped_before_1970_too()
    {
        var file = new ParquetLog().Texts("model", "m", "m").Add("started_at", PhysicalType.Int64, LogicalType.Timestamp(true, Unit.Nanos),
            199L, -1L);
        Assert.Equal([1L, -1L], Read(file).Rows.Select(row => (row.Started - DateTime.UnixEpoch).Ticks));
    }

    [Fact]
    public void Instants_of_96_bits_and_days_and_texts_and_numbers_are_instants()
    {
        var nanoseconds = (Monday.TimeOfDay.Ticks * 100) + 100;
        var old = new Int96((int)nanoseconds, (int)(nanoseconds >> 32), 2_440_588 + (Monday - DateTime.UnixEpoch).Days);
        Assert.Equal(Monday.AddTicks(1), Started(PhysicalType.Int96, null, old));
        Assert.Equal(Monday.Date, Started(PhysicalType.Int32, LogicalType.Date(), (Monday - DateTime.UnixEpoch).Days));
        Assert.Equal(Monday, Started(PhysicalType.ByteArray, LogicalType.String(), ParquetLog.Bytes("2025-01-06T11:00:00+01:00")));
        Assert.Equal(Monday, Started(PhysicalType.Int64, null, 1_736_157_600L));
        Assert.Equal(Monday, Started(PhysicalType.Int64, null, 1_736_157_600_000L));
        Assert.Equal(Monday, Started(PhysicalType.Double, null, 1_736_157_600.0));
        Assert.Equal(Monday.AddMilliseconds(250), Started(PhysicalType.Double, null, 1_736_157_600.25));
    }

    [Fact]
    public void Options_change_instants_as_they_do_in_other_logs()
    {
        var file = new ParquetLog().Texts("model", "m", "n").Numbers("timestamp", 1_500, 2_500);
        var milliseconds = new ReadingOptions { TimeUnit = TimeUnit.Milliseconds };
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1.5), Read(file, milliseconds).Rows[0].Started);
        var origin = new ReadingOptions { Origin = Monday.Ticks - DateTime.UnixEpoch.Ticks };
        Assert.Equal(Monday.AddSeconds(1_500), Read(file, origin).Rows[0].Started);
        var local = new ParquetLog().Texts("model", "m").Texts("timestamp", "2025-01-06 11:00:00");
        var zone = new ReadingOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        Assert.Equal(Monday, Read(local, zone).Only.Started);
    }

    public static TheoryData<string, long?> Whole => new()
    {
        { "int64", 5 }, { "int32", 5 }, { "uint64", 5 }, { "uint32", 4_000_000_000 }, { "double", 5 }, { "large", 100_000_000_000_000_000 },
        { "float", 5 }, { "half", 5 }, { "decimal9", 5 }, { "decimal18", 5 }, { "decimal38", 5 }, { "text", 5 }, { "fraction", 5 },
        { "nan", null }, { "negative", null }, { "null", null }, { "word", null },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void Whole_numbers_of_every_type_are_numbers(string type, long? expected)
    {
        var file = new ParquetLog().Texts("model", "m").Numbers("started_at", 1);
        file = type switch
        {
            "int64" => file.Numbers("input_tokens", 5),
            "int32" => file.Add("input_tokens", PhysicalType.Int32, null, 5),
            "uint64" => file.Add("input_tokens", PhysicalType.Int64, LogicalType.Int(64, false), 5L),
            "uint32" => file.Add("input_tokens", PhysicalType.Int32, LogicalType.Int(32, false), unchecked((int)4_000_000_000)),
            "double" => file.Doubles("input_tokens", 5),
            "large" => file.Doubles("input_tokens", 1e17),
            "float" => file.Add("input_tokens", PhysicalType.Float, null, 5f),
            "half" => Fixed(BitConverter.GetBytes((Half)5), LogicalType.Float16()),
            "decimal9" => file.Add("input_tokens", PhysicalType.Int32, LogicalType.Decimal(9, 3), 5_000),
            "decimal18" => file.Add("input_tokens", PhysicalType.Int64, LogicalType.Decimal(18, 9), 5_000_000_000L),
            "decimal38" => Fixed([.. new byte[14], 1, 244], LogicalType.Decimal(38, 2)),
            "text" => file.Texts("input_tokens", "5"),
            "fraction" => file.Texts("input_tokens", "5.0"),
            "nan" => file.Doubles("input_tokens", double.NaN),
            "negative" => file.Numbers("input_tokens", -1),
            "null" => file.Numbers("input_tokens", (long?)null),
            _ => file.Texts("input_tokens", "N/A"),
        };
        Assert.Equal(expected, Read(file).Only.InputTokens);

        ParquetLog Fixed(byte[] bytes, LogicalType logical) => file.Add(
            ParquetLog.Primitive("input_tokens", PhysicalType.FixedLenByteArray, logical, length: bytes.Length),
            new ParquetLog.Leaf([bytes], 1));
    }

    [Fact]
    public void Times_are_seconds_of_any_number_and_names_say_their_unit()
    {
        Assert.Equal(2_500_000, Ttft("ttft", PhysicalType.Int32, LogicalType.Decimal(9, 3), 250));
        Assert.Equal(0, Ttft("ttft", PhysicalType.Int64, LogicalType.Decimal(18, 9), 5L));
        Assert.Equal(15_000_000, Ttft("ttft", PhysicalType.Int64, LogicalType.Time(true, Unit.Micros), 1_500_000L));
        Assert.Equal(100, Ttft("ttft", PhysicalType.Double, null, 1e-5));
        Assert.Equal(2_500_000, Ttft("ttft_ms", PhysicalType.Int32, null, 250));
        Assert.Equal(2_505_000, Ttft("ttft_ms", PhysicalType.Float, null, 250.5f));
    }

    [Fact]
    public void Numbers_that_are_too_large_or_no_numbers_are_rejected_with_the_row()
    {
        var file = new ParquetLog().Texts("model", "m", "m", "n").Numbers("started_at", 1, 2, 3)
            .Add("input_tokens", PhysicalType.Int64, LogicalType.Int(64, false), -1L, 2L, 3L).Texts("output_tokens", "1", "x", "3");
        var content = Read(file);
        Assert.Equal("n", content.Only.Model);
        Assert.Equal([(1L, "m 1 18446744073709551615 1"), (2L, "m 2 2 x")], content.Rejected.Select(row => (row.Line, row.Raw)));
        Assert.Equal("column output_tokens holds 'x'", content.Rejected[1].Found);
        var strict = Assert.Throws<WorkloadException>(() => Read(file, new ReadingOptions { Strict = true }));
        Assert.Contains("log.parquet:1: ", strict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_and_the_words_for_them_are_what_they_are_in_JSON()
    {
        var file = new ParquetLog().Texts("model", "m", null, "NA", "").Numbers("started_at", 1, 2, 3, 4)
            .Texts("user", null, "u", "null", "");
        var json = _folder.ReadAll(_folder.Write("log.jsonl",
            """
            {"model":"m","started_at":1,"user":null}
            {"model":null,"started_at":2,"user":"u"}
            {"model":"NA","started_at":3,"user":"null"}
            {"model":"","started_at":4,"user":""}
            """));
        var content = Read(file);
        Assert.Equal(json.Rows, content.Rows);
        Assert.Equal(json.Rejected.Select(row => (row.Line, row.Reason)), content.Rejected.Select(row => (row.Line, row.Reason)));
    }

    [Fact]
    public void A_boolean_says_whether_a_request_failed()
    {
        var file = new ParquetLog().Texts("model", "m", "m", "m").Numbers("started_at", 1, 2, 3)
            .Add("error", PhysicalType.Boolean, null, false, true, null);
        Assert.Equal([false, true, false], Read(file).Rows.Select(row => row.Failed));
        Assert.Equal(2, Read(file, new ReadingOptions { DropFailed = true }).Rows.Count);
    }

    [Fact]
    public void A_path_leads_to_a_member_of_a_struct_and_of_JSON_in_a_text()
    {
        var usage = new GroupNode("usage", Repetition.Optional,
        [
            ParquetLog.Primitive("prompt_tokens", PhysicalType.Int64, null),
            ParquetLog.Primitive("more", PhysicalType.ByteArray, LogicalType.String()),
        ]);
        var file = new ParquetLog().Texts("model", "m", "m").Numbers("started_at", 1, 2).Add(usage,
            new ParquetLog.Leaf([5L, null], 2),
            new ParquetLog.Leaf([ParquetLog.Bytes("{\"out\":{\"n\":7}}"), ParquetLog.Bytes("no JSON")], 2));
        var options = Mapped(("input_tokens", "usage.prompt_tokens"), ("output_tokens", "usage.more.out.n"));
        Assert.Equal([(5L, 7L), (null, (long?)null)], Read(file, options).Rows.Select(row => (row.InputTokens, row.OutputTokens)));
        var nowhere = Assert.Throws<WorkloadException>(() => Read(file, Mapped(("user", "usage.x"))));
        Assert.Contains("no column 'usage.x'", nowhere.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("three")]
    [InlineData("unsigned")]
    [InlineData("texts")]
    [InlineData("two")]
    [InlineData("bare")]
    public void Lists_of_every_shape_are_the_blocks_that_JSON_has(string shape)
    {
        const int Rows = 3_000;
        var random = new Random(3);
        long[][] lists = [.. Enumerable.Range(0, Rows).Select(
            _ => Enumerable.Range(0, random.Next(40)).Select(_ => random.NextInt64()).ToArray())];
        var file = new ParquetLog { PageBytes = 500, GroupRows = 1_700 }
            .Texts("model", [.. lists.Select(_ => "m")]).Numbers("started_at", [.. lists.Select((_, i) => (long?)i)]);
        object?[]?[] numbers = [.. lists.Select(list => list.Select(each => (object?)each).ToArray())];
        object?[]?[] texts = [.. lists.Select(list => list.Select(each => ParquetLog.Bytes($"{each}")).ToArray())];
        file = shape switch
        {
            "three" => file.Lists("hash_ids", PhysicalType.Int64, null, numbers),
            "unsigned" => file.Lists("hash_ids", PhysicalType.Int64, LogicalType.Int(64, false), numbers),
            "texts" => file.Lists("hash_ids", PhysicalType.ByteArray, LogicalType.String(), texts),
            "two" => file.Add(
                new GroupNode("hash_ids", Repetition.Optional,
                    [ParquetLog.Primitive("array", PhysicalType.Int64, null, Repetition.Repeated)], LogicalType.List()),
                new ParquetLog.Leaf(numbers, 2) { Empty = 1 }),
            _ => file.Add(
                ParquetLog.Primitive("hash_ids", PhysicalType.Int64, null, Repetition.Repeated),
                new ParquetLog.Leaf(numbers, 1) { Empty = 0 }),
        };
        Assert.Equal(lists.Select(list => string.Join(' ', list)), Blocks(_folder.Write("log.parquet", file.ToBytes())));
    }

    [Fact]
    public void A_list_that_is_missing_has_no_blocks_and_one_with_a_gap_is_rejected()
    {
        var file = new ParquetLog().Texts("model", "m", "m", "m", "m").Numbers("started_at", 1, 2, 3, 4)
            .Lists("hash_ids", PhysicalType.Int64, null, null, [], [1L, null], [7L]);
        var path = _folder.Write("log.parquet", file.ToBytes());
        Assert.Equal(["", "", "7"], Blocks(path));
        Assert.Equal((3L, RejectReason.Blocks), (Read(file).OnlyRejected.Line, Read(file).OnlyRejected.Reason));
        var words = new ParquetLog().Texts("model", "m").Numbers("started_at", 1)
            .Lists("hash_ids", PhysicalType.ByteArray, LogicalType.String(), [ParquetLog.Bytes("1,2")]);
        Assert.Equal(RejectReason.Blocks, Read(words).OnlyRejected.Reason);
    }

    [Fact]
    public void A_value_that_is_too_long_is_rejected_where_it_is_read_and_nowhere_else()
    {
        var (large, small) = (new string('x', 200), new string('x', 100));
        var file = new ParquetLog().Texts("model", "m", "m", "m").Numbers("started_at", 1, 2, 3).Texts("prompt", large, large, large)
            .Texts("user", small, large, null)
            .Lists("hash_ids", PhysicalType.Int64, null, [], [], [.. Enumerable.Range(0, 100).Select(i => (object?)(long)i)]);
        var content = Read(file, new ReadingOptions { MaxFieldBytes = 150 });
        Assert.Equal(small, content.Only.User);
        Assert.Equal(
            [(2L, RejectReason.RecordTooLong), (3L, RejectReason.RecordTooLong)], content.Rejected.Select(row => (row.Line, row.Reason)));
    }

    [Fact]
    public void The_names_of_a_schema_tell_the_format_as_those_of_other_logs_do()
    {
        var burst = new ParquetLog().Numbers("Timestamp", 5).Texts("Model", "ChatGPT").Numbers("Request tokens", 3)
            .Numbers("Response tokens", 0);
        Assert.True(Read(burst).Only.Failed);
        var mooncake = new ParquetLog().Numbers("timestamp", 1_500).Numbers("input_length", 3).Numbers("output_length", 4)
            .Lists("hash_ids", PhysicalType.Int64, null, [1L]);
        Assert.Equal(("log", DateTime.UnixEpoch.AddSeconds(1.5)), (Read(mooncake).Only.Model, Read(mooncake).Only.Started));
        var guide = new ParquetLog().Doubles("timestamp", 1.5).Numbers("input_length", 3).Numbers("output_length", 4);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1.5), Read(guide).Only.Started);
        var chain = new ParquetLog().Numbers("chat_id", 1, 2).Numbers("parent_chat_id", -1, 1).Numbers("timestamp", 1, 2)
            .Numbers("input_length", 3, 3).Numbers("output_length", 4, 4);
        Assert.Equal(2, Read(chain).Rows.Count);
    }

    [Fact]
    public void A_schema_without_what_is_needed_is_refused_with_its_names()
    {
        var fault = Assert.Throws<WorkloadException>(() => Read(new ParquetLog().Texts("a", "x").Numbers("b", 1)));
        Assert.True(fault.IsInput);
        Assert.Contains("Names found: a, b.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_nobody_reads_and_the_column_of_models_are_told()
    {
        var file = new ParquetLog().Texts("model", "m").Numbers("started_at", 1).Texts("prompt", "p");
        var path = _folder.Write("log.parquet", file.ToBytes());
        using var reader = _folder.Open(path);
        Assert.Equal(["prompt"], reader.Columns.Ignored);
        Assert.Equal("model", reader.ModelColumn);
    }

    [Fact]
    public void A_file_without_rows_has_none()
    {
        var path = _folder.Write("log.parquet", new ParquetLog().Texts("model").Instants("started_at").ToBytes());
        using var reader = _folder.Open(path);
        Assert.False(reader.Read(new RequestBatch(5)));
        Assert.Equal(new FileInfo(path).Length, reader.Position.Offset);
    }

    [Fact]
    public void A_file_may_be_compressed_as_a_whole()
    {
        var bytes = new ParquetLog().Texts("model", "m", "n").Numbers("started_at", 1, 2).ToBytes();
        Assert.Equal(["m", "n"], _folder.ReadAll(_folder.Write("log.parquet.gz", LogFolder.Gzip(bytes))).Rows.Select(row => row.Model));
    }

    private static ReadingOptions Mapped(params (string Field, string Column)[] columns) => new()
    {
        Mapping = MappingOptions.None with { Columns = columns.ToDictionary(each => each.Field, each => each.Column) },
    };

    private DateTime Started(PhysicalType physical, LogicalType? logical, object? value) =>
        Read(new ParquetLog().Texts("model", "m").Add("started_at", physical, logical, value)).Only.Started;

    private long? Ttft(string name, PhysicalType physical, LogicalType? logical, object? value) =>
        Read(new ParquetLog().Texts("model", "m").Numbers("started_at", 1).Add(name, physical, logical, value)).Only.Ttft;

    private LogContent Read(ParquetLog file, ReadingOptions? options = null) =>
        _folder.ReadAll(_folder.Write("log.parquet", file.ToBytes()), options);

    private List<string> Blocks(string path)
    {
        using var reader = _folder.Open(path);
        var batch = new RequestBatch(97);
        var blocks = new List<string>();
        while (reader.Read(batch))
            blocks.AddRange(Enumerable.Range(0, batch.Rows).Select(row => string.Join(' ', batch.Blocks[row].ToArray())));
        return blocks;
    }
}
