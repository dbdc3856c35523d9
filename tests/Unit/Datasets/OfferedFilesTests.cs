using LlmWorkload.Datasets;

namespace LlmWorkload.Tests.Ingestion;

/// <summary>Which entry of a dataset's ledger an offered file becomes.</summary>
public sealed class OfferedFilesTests
{
    private readonly DatasetState _dataset = LedgerRecords.Dataset(files: 0);

    [Fact]
    public void New_files_get_entries_in_the_order_given()
    {
        var offers = new OfferedFiles(_dataset);

        Assert.Equal([0, 1], new[] { Offer("b.csv", 1), Offer("a.csv", 2) }.Select(offers.Place));
        Assert.Equal(["b.csv", "a.csv"], _dataset.Files.Select(file => file.Name));
        Assert.True(offers.HasChanges);
        Assert.Equal([0, 1], offers.Begun);
        Assert.Equal(100, _dataset.Version); // no row has come
    }

    [Fact]
    public void A_new_file_that_another_client_offered_by_the_same_path_is_one_with_that()
    {
        Place(Offer("log.csv", 1));

        var (offers, place) = Place(Offer("log.csv", 1));

        Assert.Equal((0, false), (place, offers.HasChanges));
        Assert.Empty(offers.Begun);
    }

    [Fact]
    public void A_new_file_of_another_text_or_reading_is_another()
    {
        Place(Offer("log.csv", 1));

        Assert.Equal(1, Place(Offer("log.csv", 2)).Place);
        Assert.Equal(2, Place(Offer("log.csv", 1, reading: "model=x")).Place);
    }

    [Fact]
    public void A_new_file_that_begins_as_one_of_another_path_is_refused_while_that_is_not_complete()
    {
        Place(Offer("log.csv", 1));

        var refused = Assert.Throws<WorkloadException>(() => Place(Offer("copy.csv", 1)));

        Assert.Equal(
            "'copy.csv' begins as '/logs/log.csv' does, which is not complete yet. It may be the same file: ingest it when that one is "
            + "complete.", refused.Message);
        Assert.Equal(Remedy.Reload, refused.Remedy);
        Assert.False(refused.IsInput);
        _dataset.Record(LedgerRecords.Chunk(0, isLast: true));
        Assert.Equal(1, Place(Offer("copy.csv", 1)).Place);
    }

    [Fact]
    public void Two_files_that_one_client_offers_together_may_begin_alike()
    {
        var offers = new OfferedFiles(_dataset);

        Assert.Equal([0, 1], new[] { Offer("a.csv", 1), Offer("b.csv", 1) }.Select(offers.Place));
    }

    [Fact]
    public void A_known_file_takes_the_name_and_the_stamp_that_it_has_now_and_no_result_changes()
    {
        Place(Offer("log.csv", 1));
        _dataset.Record(LedgerRecords.Chunk(0, isLast: true));
        var version = _dataset.Version;

        var (offers, place) = Place(Offer("moved.csv", 1) with { State = FileState.Known, Entry = 0 });

        Assert.Equal((0, true, true), (place, offers.HasChanges, _dataset.Files[0].Complete));
        Assert.Equal(("moved.csv", "/logs/moved.csv"), (_dataset.Files[0].Name, _dataset.Files[0].Stamp!.Path));
        Assert.Equal(version, _dataset.Version);
        Assert.False(Place(Offer("moved.csv", 1) with { State = FileState.Known, Entry = 0 }).Offers.HasChanges);
        Assert.False(Place(Offer("other.csv", 1) with { State = FileState.Known, Entry = 0, Stamp = null }).Offers.HasChanges);
    }

    [Theory]
    [InlineData(FileState.Grown, 10, 1)]
    [InlineData(FileState.GrownInLine, 0, 1)]
    public void A_file_that_grew_is_opened_again(FileState state, long rows, int next)
    {
        Place(Offer("log.csv", 1));
        _dataset.Record(LedgerRecords.Chunk(0, isLast: true, endsInLine: true));

        var (offers, _) = Place(Offer("log.csv", 1) with { State = state, Entry = 0 });

        Assert.Equal((rows, next, false), (_dataset.Files[0].Rows, _dataset.Files[0].NextChunk, _dataset.Files[0].Complete));
        Assert.Equal([0], offers.Begun);
        Assert.Empty(Place(Offer("log.csv", 1) with { State = state, Entry = 0 }).Offers.Begun); // another client saw the same
    }

    [Fact]
    public void A_copy_is_as_old_as_its_text_and_a_file_that_grew_is_as_new_as_its_end()
    {
        Place(Offer("log.csv", 1) with { Written = 5_000 });
        _dataset.Record(LedgerRecords.Chunk(0, end: 500, isLast: true));
        Assert.Equal(5_000, _dataset.Files[0].Describe(0).Written);

        Place(Offer("copy.csv", 1) with { State = FileState.Known, Entry = 0, Written = 9_000 });
        Assert.Equal(5_000, _dataset.Files[0].Written);
        Place(Offer("copy.csv", 1) with { State = FileState.Grown, Entry = 0, Written = 9_500 });
        Assert.Equal(9_500, _dataset.Files[0].Written);
    }

    [Fact]
    public void A_file_of_the_version_before_is_found_by_its_fingerprint()
    {
        _dataset.Files.Add(
            new FileLedger
            { Name = "log.csv", Fingerprint = "123-abc-model=x", Rows = 7, NextChunk = 3, NextPosition = new FilePosition(9, 9, 9) });

        Assert.Equal(0, Place(Offer("log.csv", 5, reading: "model=x") with { Fingerprint = "123-abc-model=x" }).Place);

        Assert.Equal((new Hash128(0, 5), "model=x", "123-abc-model=x"),
            (_dataset.Files[0].Head.Hash, _dataset.Files[0].Reading, _dataset.Files[0].Describe(0).Fingerprint));
        Assert.Equal(1, Place(Offer("log.csv", 6) with { Fingerprint = "123-abd" }).Place);
    }

    private static FileOffer Offer(string name, int head, string reading = "") => LedgerRecords.Offer(name, head, reading);

    private (OfferedFiles Offers, int Place) Place(FileOffer offer)
    {
        var offers = new OfferedFiles(_dataset);
        return (offers, offers.Place(offer));
    }
}
