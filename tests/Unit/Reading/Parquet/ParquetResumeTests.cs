using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;
using ParquetSharp;

namespace LlmWorkload.Tests.Reading.Parquet;

/// <summary>Reading on from any chunk: places, hashes, and what is not the same file.</summary>
public sealed class ParquetResumeTests : IDisposable
{
    private const int Rows = 1_000;

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(7, 300)]
    [InlineData(100, 100)]
    [InlineData(333, 1_000)]
    [InlineData(1_000, 250)]
    [InlineData(4_000, 1)]
    public void Reading_on_from_any_chunk_gives_the_same_rows(int capacity, int groupRows)
    {
        var path = _folder.Write("log.parquet", File(groupRows, Rows).ToBytes());
        var whole = _folder.ReadAll(path, capacity: capacity);
        Assert.Equal(Rows, whole.Rows.Count + whole.Rejected.Count);
        var parts = new LogContent();
        FilePosition? at = null;
        while (true)
        {
            using var reader = _folder.Open(path, resumeAt: at);
            var batch = new RequestBatch(capacity);
            var isThere = reader.Read(batch);
            parts.Add(batch, _folder);
            at = reader.Position;
            Assert.Equal(parts.BatchRecords.Sum(), reader.Position.Record);
            if (!isThere || batch.Records < batch.Capacity) break;
        }

        Assert.Equal(whole.Rows, parts.Rows);
        Assert.Equal(whole.Rejected, parts.Rejected);
    }

    [Fact]
    public void The_hash_of_any_place_is_that_of_the_text_before_it()
    {
        var path = _folder.Write("log.parquet", File(300, Rows).ToBytes());
        using var source = new LogSource(path);
        using var reader = RequestFormats.Of(source).Open(source, new ReadingOptions(), _folder.Tables, null, new TextHash());
        var batch = new RequestBatch(90);
        do
        {
            var offset = reader.Position.Offset;
            Assert.Equal(TextPass.Hash(source, [offset], CancellationToken.None).At[offset].Mark, reader.Hash!.Mark);
        }
        while (reader.Read(batch));
        Assert.Equal(new FilePosition(new FileInfo(path).Length, Rows + 1, Rows), reader.Position);
    }

    [Fact]
    public void Another_file_is_not_read_on()
    {
        var path = _folder.Write("log.parquet", File(300, Rows).ToBytes());
        FilePosition at;
        using (var reader = _folder.Open(path))
        {
            reader.Read(new RequestBatch(500));
            at = reader.Position;
        }

        _folder.Write("log.parquet", File(300, Rows - 1).ToBytes());
        Assert.Contains("It has changed since", Assert.Throws<WorkloadException>(() => _folder.Open(path, resumeAt: at)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_of_chains_go_on_from_rows_that_are_passed_over()
    {
        var file = new ParquetLog { GroupRows = 3 }.Numbers("chat_id", 1, 2, 3, 4, 5).Numbers("parent_chat_id", -1, 1, 2, -1, 3)
            .Numbers("timestamp", 1, 2, 3, 4, 5).Numbers("input_length", 1, 1, 1, 1, 1).Numbers("output_length", 1, 1, 1, 1, 1);
        var path = _folder.Write("log.parquet", file.ToBytes());
        using var reader = _folder.Open(path);
        reader.Read(new RequestBatch(4));
        using var rest = _folder.Open(path, resumeAt: reader.Position);
        var batch = new RequestBatch(4);
        rest.Read(batch);
        Assert.Equal("1", _folder.Tables[RequestFields.TextOf(RequestFields.Session)].Text(batch.Text(RequestFields.Session)[0]));
    }

    private static ParquetLog File(int groupRows, int rows) => new ParquetLog { GroupRows = groupRows, PageBytes = 200 }
        .Texts("model", [.. Enumerable.Range(0, rows).Select(i => i % 13 == 0 ? null : $"m{i % 5}")])
        .Texts("user", [.. Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? null : $"u{i}")])
        .Instants("started_at", [.. Enumerable.Range(0, rows).Select(i => DateTime.UnixEpoch.AddSeconds(i * 7919L % 1_000_003))])
        .Numbers("input_tokens", [.. Enumerable.Range(0, rows).Select(i => i % 4 == 0 ? null : (long?)i)])
        .Lists("hash_ids", PhysicalType.Int64, null,
            [.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, i % 6).Select(each => (object?)(long)each).ToArray())]);
}
