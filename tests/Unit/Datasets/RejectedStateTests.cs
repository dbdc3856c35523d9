using LlmWorkload.Datasets;

namespace LlmWorkload.Tests.Ingestion;

/// <summary>The rejected rows that are listed: those of chunks that count.</summary>
public sealed class RejectedStateTests
{
    private readonly DatasetState _dataset = LedgerRecords.Dataset(files: 2);
    private readonly RejectedState _rejected = new();

    [Fact]
    public void Rows_of_chunks_that_wait_are_listed_once_the_chunks_count()
    {
        Record(LedgerRecords.Chunk(1, rejected: 2));
        Assert.Empty(Lines);

        Record(LedgerRecords.Chunk(0, rejected: 1));

        Assert.Equal([0, 100, 101], Lines);
    }

    [Fact]
    public void Rows_of_a_chunk_that_is_forgotten_go_with_it()
    {
        Record(LedgerRecords.Chunk(0, rejected: 1));
        Record(LedgerRecords.Chunk(2, rejected: 2));
        _dataset.Change(0).Begin();
        Record(LedgerRecords.Chunk(_dataset.Files[0].NextChunk, rejected: 1));

        Assert.Equal([0, 100L * (_dataset.Files[0].NextChunk - 1)], Lines);
        Assert.Equal(2, _rejected.Chunks.Count);
    }

    [Fact]
    public void Rows_of_a_last_chunk_that_is_taken_back_make_room_for_those_behind_them()
    {
        Record(LedgerRecords.Chunk(0, rejected: 990, isLast: true, endsInLine: true));
        Record(LedgerRecords.Chunk(0, file: 1, rejected: 20));
        Record(LedgerRecords.Chunk(1, file: 1, rejected: 30));
        Assert.Equal(1_000, Lines.Length);

        _dataset.TakeBack(0);

        Assert.Equal([.. Enumerable.Range(0, 20), .. Enumerable.Range(100, 30)], Lines);
    }

    [Fact]
    public void No_more_is_kept_than_can_be_listed()
    {
        for (var chunk = 0; chunk < 30; chunk++) Record(LedgerRecords.Chunk(chunk, rejected: 100));

        Assert.Equal(1_000, Lines.Length);
        Assert.Equal(10, _rejected.Chunks.Count);
    }

    private long[] Lines => [.. _rejected.First(_dataset.Recorded()).Select(row => row.Line)];

    private void Record(ChunkRecord chunk)
    {
        _rejected.Add(chunk, _dataset);
        _dataset.Record(chunk);
    }
}
