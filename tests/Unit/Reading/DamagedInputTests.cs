using System.Text;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public sealed class DamagedInputTests : IDisposable
{
    private const string Header = "model,started_at,user\n";

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_does_not_exist_is_an_error_that_names_it()
    {
        var fault = Assert.Throws<WorkloadException>(() => _folder.Open(Path.Combine(_folder.Root, "absent.csv")));
        Assert.True(fault.IsInput);
        Assert.Contains("absent.csv", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_an_error()
    {
        Assert.Contains("the file is empty", _folder.Fault("").Message, StringComparison.Ordinal);
        Assert.Contains("the file is empty", _folder.Fault(LogFolder.Gzip([])).Message, StringComparison.Ordinal);
        Assert.Contains("empty lines", _folder.Fault("\n\r\n\n").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"model\":\"a\",\"n\":NaN,\"started_at\":1}\n{\"model\":\"b\",\"started_at\":2}\n", "b")]
    [InlineData("{\"model\":\"a\tb\",\"started_at\":1}\n{\"model\":\"b\",\"started_at\":2}\n", "b")]
    [InlineData("{\"model\":\"a\",\"started_at\":1}{\"model\":\"b\",\"started_at\":2}", "a,b")]
    [InlineData("{\"model\":\"a\",\"started_at\":1} {\"model\":\"b\",\"started_at\":2}\n{\"model\":\"c\",\"started_at\":2}\n", "a,b,c")]
    [InlineData("{\"model\":\"a\",\"started_at\":1},\n{\"model\":\"b\",\"started_at\":2}\n", "b")]
    public void A_first_line_that_is_no_one_object_does_not_hide_the_others(string text, string models)
    {
        var content = _folder.ReadAll(_folder.Write("log.jsonl", text));
        Assert.Equal(models, string.Join(',', content.Rows.Select(row => row.Model)));
        Assert.Equal(models == "b" ? ["json_invalid"] : [], content.Rejected.Select(row => row.Reason.Text));
    }

    [Theory]
    [InlineData("model,started_at,user")]
    [InlineData("model,started_at,user\n")]
    [InlineData("model,started_at,user\r\n\r\n")]
    public void A_header_alone_gives_no_batch(string text) => Assert.Empty(_folder.Read(text).BatchRecords);

    [Fact]
    public void A_binary_file_does_not_look_like_CSV()
    {
        Assert.Contains("the file is ORC; a request log", _folder.Fault("ORC\0\0model"u8.ToArray()).Message, StringComparison.Ordinal);
        Assert.Contains(
            "does not look like CSV", _folder.Fault([0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 1]).Message, StringComparison.Ordinal);
        Assert.Contains("does not look like CSV", _folder.Fault(LogFolder.Gzip([1, 2, 3, 0, 4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_is_told_by_its_first_bytes_whatever_the_name()
    {
        var path = _folder.Write("log.csv", LogFolder.Gzip(Encoding.UTF8.GetBytes(Header + "m,1,u\n")));
        Assert.Equal("m", _folder.ReadAll(path).Only.Model);
        var plain = _folder.Write("plain.csv.gz", Header + "m,1,u\n");
        Assert.Equal("m", _folder.ReadAll(plain).Only.Model);
    }

    [Fact]
    public void Gzip_of_many_members_is_one_file()
    {
        byte[] members = [
            .. LogFolder.Gzip(Encoding.UTF8.GetBytes(Header + "m,1,")), .. LogFolder.Gzip([]), .. LogFolder.Gzip("u\nm,2,v\n"u8.ToArray())];
        Assert.Equal(["u", "v"], _folder.Read(members).Rows.Select(row => row.User));
    }

    [Fact]
    public void Gzip_cut_anywhere_is_an_error()
    {
        var whole = LogFolder.Gzip(Encoding.UTF8.GetBytes(Rows(60)));
        for (var length = 2; length < whole.Length; length++)
            Assert.Matches("truncated|corrupt", _folder.Fault(whole[..length], name: $"cut{length}.csv.gz").Message);
    }

    [Fact]
    public void Gzip_cut_in_its_second_member_is_an_error()
    {
        var first = LogFolder.Gzip(Encoding.UTF8.GetBytes(Rows(10)));
        byte[] both = [.. first, .. LogFolder.Gzip("m,2,v\n"u8.ToArray())];
        for (var length = first.Length + 1; length < both.Length; length++)
            _folder.Fault(both[..length], name: "cut.csv.gz");
        Assert.Equal(10, _folder.Read(both[..first.Length]).Rows.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    public void Gzip_followed_by_something_else_is_an_error(int bytes) =>
        _folder.Fault([.. LogFolder.Gzip(Encoding.UTF8.GetBytes(Rows(10))), .. Enumerable.Repeat((byte)'x', bytes)]);

    [Fact]
    public void A_truncated_gzip_says_how_many_rows_could_be_read()
    {
        var whole = LogFolder.Gzip(Encoding.UTF8.GetBytes(Rows(50_000)));
        var path = _folder.Write("cut.csv.gz", whole[..(whole.Length * 3 / 4)]);
        using var reader = _folder.Open(path);
        var batch = new RequestBatch(1_000);
        var rows = 0L;
        var fault = Assert.Throws<WorkloadException>(() =>
        {
            while (reader.Read(batch))
                rows += batch.Rows;
        });
        Assert.Matches(@"cut\.csv\.gz: .*truncated; [0-9,]+ rows could be read", fault.Message);
        Assert.InRange(rows, 10_000, 49_000);
        Assert.Equal(rows, reader.Position.Record);
        Assert.Throws<WorkloadException>(() => reader.Read(batch));
    }

    [Fact]
    public void A_corrupt_gzip_is_an_error()
    {
        var damaged = LogFolder.Gzip(Encoding.UTF8.GetBytes(Rows(5_000)));
        for (var i = damaged.Length / 2; i < damaged.Length / 2 + 40; i++)
            damaged[i] ^= 0x5a;
        Assert.Matches("corrupt|truncated", _folder.Fault(damaged).Message);
    }

    [Theory]
    [InlineData("BZh91AY", "bzip2")]
    [InlineData("PK\u0003\u0004", "zip")]
    [InlineData("SQLite format 3\0", "SQLite")]
    public void Other_formats_are_named(string start, string name) =>
        Assert.Contains(name, _folder.Fault(start).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_in_UTF16_with_a_byte_order_mark_is_read()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Header + "é,1,ü\n")];
            Assert.Equal(("é", "ü"), _folder.Read(bytes) is var content ? (content.Only.Model, content.Only.User) : default);
            Assert.Equal("é", _folder.Read(LogFolder.Gzip(bytes)).Only.Model);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(512)]
    [InlineData(70_000)]
    public void Zeros_behind_a_gzip_file_are_no_data(int zeros)
    {
        byte[] padded = [.. LogFolder.Gzip(Encoding.UTF8.GetBytes(Rows(10))), .. LogFolder.Gzip("m,2,v\n"u8.ToArray()), .. new byte[zeros]];
        Assert.Equal(11, _folder.Read(padded).Rows.Count);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 200)]
    public void A_field_that_nobody_reads_may_have_any_length(bool quoted, int lines)
    {
        var content = new string('x', 20 << 20);
        for (var line = 0; line < lines; line++) content = content.Insert(line * 40_000, "\n");
        var field = quoted ? $"\"{content}, \"\"{content}\"" : content;
        var read = _folder.Read($"prompt,model,started_at,answer\np,a,1,q\n{field},b,2,{field}\np,c,3,q\n");
        Assert.Empty(read.Rejected);
        Assert.Equal(["a", "b", "c"], read.Rows.Select(row => row.Model));
    }

    [Fact]
    public void A_field_that_is_read_is_bounded()
    {
        var content = _folder.Read(Header + "a,1,u\nb,1," + new string('x', 10 << 20) + "\nc,1,u\n");
        Assert.Equal(["a", "c"], content.Rows.Select(row => row.Model));
        Assert.Equal((RejectReason.RecordTooLong, 3L, 1_001),
            (content.OnlyRejected.Reason, content.OnlyRejected.Line, content.OnlyRejected.Raw.Length));
    }

    [Fact]
    public void A_NUL_in_a_column_that_nobody_reads_passes_and_in_one_that_is_read_is_rejected()
    {
        var content = _folder.Read("model,started_at,user,prompt\na,1,u,x\0y\nb,2,u\0v,x\nc,3,u,z\n");
        Assert.Equal(["a", "c"], content.Rows.Select(row => row.Model));
        Assert.Equal((RejectReason.NulCharacter, 3L), (content.OnlyRejected.Reason, content.OnlyRejected.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void A_quote_open_to_the_end_of_the_file_costs_its_own_line_and_no_other(string end)
    {
        var content = _folder.Read(Header + "a,1,u\nb,1,\"u\nc,1,u" + end);
        Assert.Equal(["a", "c"], content.Rows.Select(row => row.Model));
        Assert.Equal((RejectReason.UnclosedQuote, 3L, 1L, "b,1,\"u"),
            (content.OnlyRejected.Reason, content.OnlyRejected.Line, content.OnlyRejected.Lines, content.OnlyRejected.Raw));
    }

    [Fact]
    public void A_quote_that_is_followed_by_the_quote_of_a_later_row_costs_its_own_line_and_no_other()
    {
        var content = _folder.Read("user,started_at,model\n\"u,1,a\n\"v\",2,b\nw,3,c\n");
        Assert.Equal(["b", "c"], content.Rows.Select(row => row.Model));
        Assert.Equal((RejectReason.UnclosedQuote, 2L), (content.OnlyRejected.Reason, content.OnlyRejected.Line));
    }

    [Fact]
    public void An_open_quote_after_a_quote_in_the_text_is_found_too() =>
        Assert.Equal(RejectReason.UnclosedQuote, _folder.Read(Header + "5\" disk,1,\"u\nb,1,u\n").OnlyRejected.Reason);

    [Theory]
    [InlineData(999, true)]
    [InlineData(1_000, false)]
    public void A_quote_that_is_closed_behind_more_lines_than_a_record_may_have_is_a_stray_one(int breaks, bool isOne)
    {
        var content = _folder.Read(Header + "a,1,\"u" + new string('\n', breaks) + "\"\nb,1,u\n");
        Assert.Equal(isOne ? ["a", "b"] : ["b"], content.Rows.Select(row => row.Model));
        Assert.Equal(isOne ? 0 : 2, content.Rejected.Count); // the first line, and the last, which is a quote; those between are empty
    }

    [Fact]
    public void A_record_of_too_many_lines_is_told_with_the_option_that_allows_more() =>
        Assert.Contains("--max-record-lines",
            _folder.Fault(Header + "a,1,\"u\n\n\n\"\n", new ReadingOptions { Strict = true, MaxRecordLines = 2 }).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_record_of_many_lines_with_too_few_fields_costs_no_line_but_those_that_are_no_rows()
    {
        var content = _folder.Read(Header + "a,\"1\nb,2,u\nc,3\"\nd,4,u\n");
        Assert.Equal(["b", "d"], content.Rows.Select(row => row.Model));
        Assert.Equal([2L, 4L], content.Rejected.Select(row => row.Line));
    }

    [Fact]
    public void A_rejected_record_says_how_many_lines_it_spans()
    {
        var content = _folder.Read(Header + "a,soon,\"u\nv\nw\"\nb,2,u\n");
        Assert.Equal(
            (2L, 3L, RequestFields.Started.Invalid), (content.OnlyRejected.Line, content.OnlyRejected.Lines, content.OnlyRejected.Reason));
    }

    [Fact]
    public void A_quote_not_closed_in_the_header_is_an_error() =>
        Assert.Contains("quote in the header", _folder.Fault("model,\"started_at\nm,1\n").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("model,started_at,\"user\na,1,u\nb,2,\"v\"\nc,3,w\n")]
    [InlineData("model;started_at;\"user\r\na;1;u\r\nb;2;\"v\"\r\nc;3;w\r\n")]
    [InlineData("model,started_at,\"user\ra,1,u\rb,2,\"v\"\rc,3,w\r")]
    public void A_quote_in_the_header_that_swallows_rows_is_an_error_of_line_1(string text) =>
        Assert.Contains("log.csv:1: a quote in the header is not closed", _folder.Fault(text).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_with_a_line_break_and_no_separator_is_a_name() =>
        Assert.Equal("m", _folder.Read("model,\"tokens\n(input; all)\",started_at\nm,7,1\n").Only.Model);

    private static string Rows(int count)
    {
        var random = new Random(1);
        return Header + string.Concat(Enumerable.Range(0, count).Select(i => $"m,{i},user {random.NextInt64():x}\n"));
    }
}
