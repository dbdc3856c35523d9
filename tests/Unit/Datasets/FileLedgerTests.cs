using CsCheck;
using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Ingestion;

public sealed class FileLedgerTests
{
    private readonly DatasetState _dataset = LedgerRecords.Dataset();

    private FileLedger File => _dataset.Files[0];

    [Fact]
    public void A_chunk_counts_once_all_before_it_are_recorded()
    {
        Record(2, 1);
        Assert.Equal((0L, 0, 100L), (File.Rows, File.NextChunk, _dataset.Version));
        Assert.Empty(_dataset.Recorded().Ranges);
        Assert.Equal(20, File.RecordedRows);

        Record(0);

        Assert.Equal((30L, 3, 101L), (File.Rows, File.NextChunk, _dataset.Version));
        Assert.Equal([new ChunkRange(0, 0, 3)], _dataset.Recorded().Ranges);
        Assert.Empty(File.Pending);
    }

    [Fact]
    public void A_complete_file_is_known_by_the_text_up_to_each_chunk()
    {
        _dataset.Record(LedgerRecords.Chunk(0, end: 500));
        _dataset.Record(LedgerRecords.Chunk(1, end: 800, isLast: true));

        var file = File.Describe(0);
        Assert.True(file.Complete);
        Assert.Equal([new TextMark(500, new Hash128(0, 3_500)), new TextMark(800, new Hash128(0, 5_600))], file.Marks);
        Assert.Equal("800-000000000000000000000000000015e0", file.Fingerprint);
        Assert.Equal([new DayCount(0, 1, 1), new DayCount(1, 1, 101), new DayCount(7, 18, 0)], file.Days);
        Assert.Equal((999L, 2_001L), (file.First, file.Last));
        Assert.Equal(2, file.TurnedMissing["negative"]);
    }

    [Fact]
    public void What_is_noted_of_chunks_adds_up_and_nothing_is_null()
    {
        Record(0);
        Assert.Null(File.Describe(0).Noted);

        Record(2, 1);

        Assert.Equal([KeyValuePair.Create("images", 3L)], File.Describe(0).Noted!);
    }

    [Fact]
    public void Signs_of_chunks_add_up_and_those_of_an_earlier_release_are_not_there()
    {
        Assert.Null(File.Describe(0).Signs);

        Record(0);
        _dataset.Record(LedgerRecords.Chunk(1) with { Signs = null });
        Record(2);

        Assert.Equal((30L, 20L), (File.Rows, File.Describe(0).Signs!["rows"]));
    }

    [Fact]
    public void A_file_that_is_read_by_other_options_has_another_fingerprint()
    {
        _dataset.Files[0].Reading = "model=x";
        _dataset.Record(LedgerRecords.Chunk(0, end: 5));

        Assert.Equal("5-00000000000000000000000000000023-model=x", File.Describe(0).Fingerprint);
    }

    [Fact]
    public void Chunks_that_wait_for_their_turn_are_forgotten_by_the_next_attempt_and_their_numbers_are_not_used_again()
    {
        Record(0, 1, 3, 4);
        var before = _dataset.Text();

        _dataset.Change(0).Begin();

        Assert.Equal(before, _dataset.Text());
        Assert.Empty(File.Pending);
        Assert.InRange(File.NextChunk, 5, int.MaxValue);
        Assert.False(File.Expects(2));
        Assert.False(File.Expects(5));
        Assert.True(File.Has(1));
        Record(File.NextChunk);
        Assert.Equal(30, File.Rows);
        Assert.Equal([new ChunkRange(0, 0, 2), new ChunkRange(0, File.NextChunk - 1, File.NextChunk)], _dataset.Recorded().Ranges);
    }

    [Fact]
    public void A_file_that_grew_is_read_on_by_numbers_that_follow_so_that_its_chunks_stay_one_range()
    {
        _dataset.Record(LedgerRecords.Chunk(0, end: 100, isLast: true));
        for (var chunk = 1; chunk < 50; chunk++)
        {
            _dataset.Reopen(0);
            Assert.False(File.Complete);
            _dataset.Record(LedgerRecords.Chunk(chunk, end: 100 * chunk, isLast: true));
        }

        Assert.True(File.Complete);
        Assert.Equal([new ChunkRange(0, 0, 50)], _dataset.Recorded().Ranges);
        Assert.Equal(50, File.Marks.Count);
    }

    [Fact]
    public void The_last_chunk_of_a_file_that_ended_inside_a_line_is_taken_back_as_if_it_had_never_been()
    {
        _dataset.Record(LedgerRecords.Chunk(0, end: 100, rejected: 2));
        var before = _dataset.Text();
        _dataset.Record(LedgerRecords.Chunk(1, end: 150, isLast: true, endsInLine: true, rejected: 3, model: "b"));
        Assert.True(File.Describe(0).EndsInLine);
        var version = _dataset.Version;

        _dataset.TakeBack(0);

        Assert.Equal(before, _dataset.Text());
        Assert.Equal((version + 1, version + 1), (_dataset.Version, _dataset.Changed["b"]));
        Assert.Equal((false, 2, new FilePosition(100, 0, 0)), (File.Complete, File.NextChunk, File.NextPosition!.Value));
        Assert.False(_dataset.Recorded().Has(0, 1));
        Assert.False(File.Expects(1));
    }

    [Fact]
    public void A_last_chunk_is_kept_for_taking_back_only_while_nothing_follows_it()
    {
        _dataset.Record(LedgerRecords.Chunk(0, isLast: true, endsInLine: true));
        Assert.NotNull(File.Tail);

        _dataset.Reopen(0);

        Assert.Null(File.Tail);
        Assert.False(File.EndsInLine);
    }

    [Fact]
    public void A_last_chunk_that_is_not_known_any_more_is_not_taken_back()
    {
        _dataset.Record(LedgerRecords.Chunk(0, isLast: true, endsInLine: true));
        File.Tail = null;

        Assert.Equal(Remedy.Reload, Assert.Throws<WorkloadException>(() => _dataset.TakeBack(0)).Remedy);
    }

    [Fact]
    public void Of_very_many_days_the_earliest_and_the_latest_are_kept()
    {
        var days = DayCounts.Add(
            [.. Enumerable.Range(0, 4_000).Select(day => new DayCount(10 * day, 1, day))], [
            .. Enumerable.Range(0, 200).Select(day => new DayCount((10 * day) + 5, 1, day))]);

        Assert.Equal(4_096, days.Count);
        Assert.Equal(days.Select(day => day.Day).Order(), days.Select(day => day.Day));
        Assert.Equal((0, 5, 39_990), (days[0].Day, days[1].Day, days[^1].Day));
    }

    [Fact]
    public void A_file_that_has_used_up_its_numbers_says_so_with_the_remedy()
    {
        File.Unused = int.MaxValue - 10;

        Assert.Equal(Remedy.Reload, Assert.Throws<WorkloadException>(() => _dataset.Change(0).Begin()).Remedy);
    }

    [Fact]
    public void What_every_grain_must_hold_is_the_sum_of_the_shares_of_the_chunks_that_count()
    {
        Record(0, 1, 2, 4);

        Assert.Equal([new SegmentCount(1, 10), new(0, 0), new(1, 10), new(1, 10)], Enumerable.Range(-1, 4)
            .Select(part => _dataset.HeldBy(new ModelPlace("a", part < 0 ? null : part))!.Value));
        Assert.Equal([new SegmentCount(2, 20), new(1, 10)], Enumerable.Range(0, 2).Select(part => _dataset.HeldBy(part)!.Value));
    }

    [Fact]
    public void Whatever_attempts_come_to_no_number_is_used_twice_and_what_counts_is_the_first_chunks_of_the_file() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 4]).List[0, 60].Sample(steps =>
        {
            var (dataset, plain) = (LedgerRecords.Dataset(), new PlainFile());
            foreach (var (step, ahead) in steps) plain.Do(dataset, step, ahead);
        });

    private void Record(params int[] numbers)
    {
        foreach (var number in numbers) _dataset.Record(LedgerRecords.Chunk(number, end: 100 * number));
    }

    /// <summary>A file as a list of chunks that were read, with the plainest bookkeeping there is.</summary>
    private sealed class PlainFile
    {
        private readonly HashSet<int> _used = [];
        private readonly List<ChunkRecord> _counted = [];
        private readonly Dictionary<int, ChunkRecord> _waiting = [];
        private int _next;
        private int _texts;
        private bool _isComplete;

        public void Do(DatasetState dataset, int step, int ahead)
        {
            if (_isComplete && step < 2) Reopen(dataset, takesBack: step == 0 && _counted[^1].EndsInLine);
            else if (step < 2) Begin(dataset);
            else if (!_isComplete) Record(dataset, _next + ahead, isLast: ahead == 0 && step == 9);
            Check(dataset);
        }

        private void Reopen(DatasetState dataset, bool takesBack)
        {
            if (takesBack) dataset.TakeBack(0);
            else dataset.Reopen(0);
            if (takesBack) _counted.RemoveAt(_counted.Count - 1);
            (_isComplete, _next) = (false, dataset.Files[0].NextChunk);
            Assert.DoesNotContain(_next, _used);
        }

        private void Begin(DatasetState dataset)
        {
            dataset.Change(0).Begin();
            _waiting.Clear();
            _next = dataset.Files[0].NextChunk;
            Assert.True(_used.Count == 0 || _next > _used.Max());
        }

        private void Record(DatasetState dataset, int number, bool isLast)
        {
            if (_waiting.ContainsKey(number)) return;
            Assert.True(dataset.Files[0].Expects(number));
            if (isLast && _waiting.Count > 0) return; // nothing is read behind the end
            var chunk = LedgerRecords.Chunk(
                number, rows: 5 + (_texts % 7), end: ++_texts, isLast: isLast, endsInLine: isLast && _texts % 2 == 0);
            dataset.Record(chunk);
            _used.Add(number);
            _waiting.Add(number, chunk);
            while (_waiting.Remove(_next, out var next))
            {
                _counted.Add(next);
                (_next, _isComplete) = (_next + 1, next.IsLast);
            }
        }

        private void Check(DatasetState dataset)
        {
            var file = dataset.Files[0];
            var recorded = dataset.Recorded();
            Assert.Equal((_counted.Sum(chunk => chunk.Rows), _isComplete), (file.Rows, file.Complete));
            Assert.Equal(_counted.Select(chunk => chunk.Next.Offset), file.Marks.Select(mark => mark.Length));
            Assert.Equal(_counted.Select(chunk => chunk.Number).Order(), recorded.Ranges.SelectMany(
                range => Enumerable.Range(range.From, range.End - range.From)));
            Assert.Equal(file.Rows, dataset.PartitionShares.Sum(share => share.Rows));
            Assert.Equal(file.Rows, dataset.ModelShares.Values.Sum(shares => shares.Sum(share => share.Rows)));
            Assert.Equal(file.Rows, dataset.Models.Values.Sum());
            Assert.Equal(_counted.Count == 0
                ? (Missing.Value, Missing.Value)
                : (_counted.Min(chunk => chunk.First), _counted.Max(chunk => chunk.Last)), dataset.Span());
        }
    }
}
