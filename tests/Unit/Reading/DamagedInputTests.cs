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
    [InlineData("model,started_at,user")]
    [InlineData("model,started_at,user\n")]
    [InlineData("model,started_at,user\r\n\r\n")]
    public void A_header_alone_gives_no_batch(string text) => Assert.Empty(_folder.Read(text).BatchRecords);

    [Fact]
    public void A_binary_file_does_not_look_like_CSV()
    {
        Assert.Contains("does not look like CSV", _folder.Fault("PAR1\0\0model"u8.ToArray()).Message, StringComparison.Ordinal);
        Assert.Contains("does not look like CSV", _folder.Fault([0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 1]).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-16", _folder.Fault(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Header)).ToArray()).Message, StringComparison.Ordinal);
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
        byte[] members = [.. LogFolder.Gzip(Encoding.UTF8.GetBytes(Header + "m,1,")), .. LogFolder.Gzip([]), .. LogFolder.Gzip("u\nm,2,v\n"u8.ToArray())];
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

    [Fact]
    public void A_line_of_ten_megabytes_is_rejected_and_passed_over()
    {
        var content = _folder.Read(Header + "a,1,u\nb,1," + new string('x', 10 << 20) + "\nc,1,u\n");
        Assert.Equal(["a", "c"], content.Rows.Select(row => row.Model));
        Assert.Equal((RejectReason.RecordTooLong, 3L, 1_001), (content.OnlyRejected.Reason, content.OnlyRejected.Line, content.OnlyRejected.Raw.Length));
    }

    [Fact]
    public void A_line_without_end_is_an_error_and_not_memory()
    {
        var options = new ReadingOptions { MaxRecordBytes = 100_000 };
        var fault = _folder.Fault(Header + "a,1,u\nb,1," + new string('x', 10 << 20), options);
        Assert.Contains("log.csv:3:", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_open_to_the_end_of_the_file_is_a_rejected_row_with_its_line()
    {
        var content = _folder.Read(Header + "a,1,u\nb,1,\"u\nc,1,u\n");
        Assert.Equal("a", content.Only.Model);
        Assert.Equal((RejectReason.UnclosedQuote, 3L), (content.OnlyRejected.Reason, content.OnlyRejected.Line));
    }

    [Fact]
    public void A_quote_closed_by_the_opening_quote_of_a_later_row_is_a_rejected_row()
    {
        // The first row runs into the second: with as many fields as the header, and yet not a request.
        var content = _folder.Read("user,started_at,model\n\"u,1,a\n\"v\",2,b\nw,3,c\n");
        Assert.Equal("c", content.Only.Model);
        Assert.Equal((RejectReason.UnclosedQuote, 2L), (content.OnlyRejected.Reason, content.OnlyRejected.Line));
    }

    [Fact]
    public void An_open_quote_after_a_quote_in_the_text_is_found_too() =>
        Assert.Equal(RejectReason.UnclosedQuote, _folder.Read(Header + "5\" disk,1,\"u\nb,1,u\n").OnlyRejected.Reason);

    [Theory]
    [InlineData(60_000)]
    [InlineData(3_000_000)]
    public void A_quote_open_for_longer_than_the_longest_record_is_an_error(int rows)
    {
        var fault = _folder.Fault(Header + "a,1,u\nb,1,\"u\n" + string.Concat(Enumerable.Repeat("c,1,u\n", rows)), new ReadingOptions { MaxRecordBytes = 200_000 });
        Assert.Matches(@"log\.csv:3: .*a quote opened on this line seems never closed", fault.Message);
    }

    [Fact]
    public void A_quote_not_closed_in_the_header_is_an_error() =>
        Assert.Contains("quote in the header", _folder.Fault("model,\"started_at\nm,1\n").Message, StringComparison.Ordinal);

    private static string Rows(int count)
    {
        var random = new Random(1);
        return Header + string.Concat(Enumerable.Range(0, count).Select(i => $"m,{i},user {random.NextInt64():x}\n"));
    }
}
