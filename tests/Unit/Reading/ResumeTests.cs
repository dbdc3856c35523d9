using System.Text;
using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public sealed class ResumeTests : IDisposable
{
    private const string Log =
        "model,user,started_at\r\n"
        + "a,u,1\r\n\r\n\r\n"
        + "b,\"two\r\nlines, \"\"quoted\"\"\",2\r\n"
        + "bad,u,x\r\n"
        + "c,ü,3\n"
        + "d,,4\n\n"
        + "\"open\" quote,u,5\n"
        + "e,u,6";

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, bool> Files()
    {
        var data = new TheoryData<string, bool>();
        foreach (var text in new[]
            { Log, "\uFEFF" + Log, Log + "\r\n", Log.Replace("\r\n", "\n", StringComparison.Ordinal), Log + "\nlast,\"u\nv,7\n" })
        {
            data.Add(text, false);
            data.Add(text, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Resuming_at_any_record_gives_the_same_rows(string text, bool gzip)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var path = _folder.Write("log.csv", gzip ? LogFolder.Gzip(bytes) : bytes);
        var whole = _folder.ReadAll(path);
        var records = whole.BatchRecords.Sum();

        for (var capacity = 1; capacity <= records + 1; capacity++)
        {
            using var reader = _folder.Open(path);
            var before = new LogContent();
            var batch = new RequestBatch(capacity);
            do
            {
                var after = _folder.ReadAll(path, resumeAt: reader.Position);
                Assert.Equal(whole.Rows, before.Rows.Concat(after.Rows));
                Assert.Equal(whole.Rejected, before.Rejected.Concat(after.Rejected));
                Assert.Equal(before.BatchRecords.Sum(), reader.Position.Record);
                if (!reader.Read(batch))
                    break;
                before.Add(batch, _folder);
            }
            while (true);
            Assert.Equal(bytes.Length, reader.Position.Offset);
        }
    }

    [Fact]
    public void The_position_is_the_byte_and_the_line_the_next_record_starts_at()
    {
        var path = _folder.Write("log.csv", Log);
        using var reader = _folder.Open(path);
        Assert.Equal(new FilePosition(23, 2, 0), reader.Position);
        Assert.True(reader.Read(new RequestBatch(1)));
        Assert.Equal(new FilePosition(Log.IndexOf("a,u,1\r\n", StringComparison.Ordinal) + 7, 3, 1), reader.Position);
        Assert.True(reader.Read(new RequestBatch(1)));
        Assert.Equal(new FilePosition(Log.IndexOf("bad,", StringComparison.Ordinal), 7, 2), reader.Position);
    }

    [Fact]
    public void A_record_that_starts_like_a_byte_order_mark_is_read_the_same_after_resuming()
    {
        byte[] bytes = [.. "model,started_at\na,1\n"u8, 0xff, 0xfe, .. "b,2\n"u8, 0xef, 0xbb, 0xbf, .. "c,3\n"u8];
        var path = _folder.Write("log.csv", bytes);
        var whole = _folder.ReadAll(path);
        Assert.Equal(["a", "\uFEFFc"], whole.Rows.Select(row => row.Model));
        Assert.Equal(RejectReason.InvalidUtf8, whole.OnlyRejected.Reason);
        using var reader = _folder.Open(path);
        reader.Read(new RequestBatch(1));
        Assert.Equal(RejectReason.InvalidUtf8, _folder.ReadAll(path, resumeAt: reader.Position).OnlyRejected.Reason);
        reader.Read(new RequestBatch(1));
        Assert.Equal("\uFEFFc", _folder.ReadAll(path, resumeAt: reader.Position).Only.Model);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resuming_in_a_file_that_has_changed_is_an_error(bool gzip)
    {
        var bytes = Encoding.UTF8.GetBytes(Log);
        var path = _folder.Write("log.csv", gzip ? LogFolder.Gzip(bytes) : bytes);
        Assert.Throws<WorkloadException>(() => _folder.Open(path, resumeAt: new FilePosition(5_000, 9, 9)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_of_many_blocks_resumes_too(bool gzip)
    {
        var rows = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"m{i % 7},\"user, {i}\",{i}\n"));
        var bytes = Encoding.UTF8.GetBytes("model,user,started_at\n" + rows);
        var path = _folder.Write("log.csv", gzip ? LogFolder.Gzip(bytes) : bytes);
        using var reader = _folder.Open(path);
        var batch = new RequestBatch(17_001);
        Assert.True(reader.Read(batch));
        Assert.True(reader.Read(batch));
        var rest = _folder.ReadAll(path, capacity: 10_000, resumeAt: reader.Position);
        Assert.Equal(40_000 - 34_002, rest.Rows.Count);
        Assert.Equal("user, 34002", rest.Rows[0].User);
        Assert.InRange(reader.BytesRead, 1, new FileInfo(path).Length);
    }

    [Fact]
    public void A_failure_behind_a_full_batch_leaves_a_position_to_resume_at()
    {
        var text = "model,user,started_at\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"m,{i * 7919L % 1_000_003},{i}\n"));
        var whole = LogFolder.Gzip(Encoding.UTF8.GetBytes(text));
        var path = _folder.Write("log.csv.gz", whole[..(whole.Length / 2)]);
        using var reader = _folder.Open(path);
        var rows = 0;
        Assert.Throws<WorkloadException>(() =>
        {
            for (var batch = new RequestBatch(1_000); reader.Read(batch); rows += batch.Rows)
            {
            }
        });
        Assert.InRange(rows, 1_000, 199_000);
        Assert.Equal((rows, rows + 2), (reader.Position.Record, reader.Position.Line));

        _folder.Write("log.csv.gz", whole);
        Assert.Equal(200_000 - rows, _folder.ReadAll(path, resumeAt: reader.Position).Rows.Count);
    }
}
