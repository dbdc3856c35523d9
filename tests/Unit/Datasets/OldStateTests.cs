using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace LlmWorkload.Tests.Ingestion;

/// <summary>
/// A ledger that the version before stored: one.csv with chunks 0 and 2 of 100 records recorded, of which 2 were rejected, two.csv complete
/// with chunks 0 and 1. It counted chunks as they came, and knew files by a fingerprint.
/// </summary>
public sealed class OldStateTests
{
    private const string Stored =
        "ICDoABEBIgMBFQEN4IF7gHlLHS/eCCEBBUEPbW9kZWwvYQDSB0APbW9kZWwvYgDB4CEBA8EZQANC4CEABSFAD29uZS5jc3ZBSzEyMzQtMDAxMTIyMzM0NDU1NjY3Nzg4O"
            + "TlhYWJiY2NkZGVlZmYBMgYhIAADIUAXZmllbGRfY291bnQBCeDgMQExLNQuHVN0cmluZ0NvbXBhcmVyAAMBAeDgAQUh6ABCHwEqAwEiA+AhIAADIQAJIegAwl0B"
            + "agkBYgng4ODBAeABA+AgQA90d28uY3N2QVc5OS1mZmVlZGRjY2JiYWE5OTg4Nzc2NjU1NDQzMzIyMTEwMC1tb2RlbD14ASIDISDgOQMAAwEB4OABCSHoACIcASo"
            + "DASID4CEg4MEB4AEJ4OCBAACzpp6h2giB5wOzpp6h2ggBAYEAgHlLHS/eCCEBA8EVAAng4A==";

    private readonly DatasetState _dataset = Load();

    [Fact]
    public void What_it_counted_counts()
    {
        Assert.Equal([(198L, false, 1), (100L, true, 2)], _dataset.Files.Select(file => (file.Rows, file.Complete, file.NextChunk)));
        Assert.Equal([new ChunkRange(0, 0, 1), new(0, 2, 3), new(1, 0, 2)], _dataset.Recorded().Ranges);
        Assert.Equal((638_000_000_000_000_000L, 638_000_000_000_000_999L), _dataset.Span());
        Assert.Equal([("model/a", 250L), ("model/b", 48L)], _dataset.Models.Select(model => (model.Key, model.Value)));
        Assert.Null(_dataset.Files[0].Copy().Describe(0).Noted);
        Assert.Null(_dataset.Files[0].Copy().Describe(0).Signs);
        Assert.Equal(Missing.Value, _dataset.Files[0].Describe(0).Written);
        Assert.Equal("1234-00112233445566778899aabbccddeeff", _dataset.Files[0].Describe(0).Fingerprint);
    }

    [Fact]
    public void Results_that_it_kept_are_of_another_version_and_the_next_version_is_the_same_at_every_load()
    {
        Assert.Equal([_dataset.Version + 1, _dataset.Version + 1], [_dataset.Exact().Version, Load().Exact().Version]);
        Assert.Same(_dataset.Exact().Options, _dataset.Options);
        var exact = _dataset.Exact();
        Assert.Same(exact, exact.Exact());
    }

    [Fact]
    public void What_its_grains_hold_is_not_known_and_not_checked() =>
        Assert.Equal([null, null], new[] { _dataset.HeldBy(new ModelPlace("model/a")), _dataset.HeldBy(0) });

    [Fact]
    public void It_goes_on_by_its_own_numbers_and_a_chunk_that_it_counted_ahead_does_not_count_again()
    {
        _dataset.Change(0).Begin();
        Assert.Equal((1, new FilePosition(1_000, 101, 100)), (_dataset.Files[0].NextChunk, _dataset.Files[0].NextPosition!.Value));

        _dataset.Record(LedgerRecords.Chunk(2, rows: 100, end: 3_000, model: "model/a"));
        _dataset.Record(LedgerRecords.Chunk(1, rows: 90, end: 2_000, model: "model/a"));
        _dataset.Record(LedgerRecords.Chunk(3, rows: 7, end: 3_100, isLast: true, model: "model/a"));

        var file = _dataset.Files[0];
        Assert.Equal((198L + 90 + 7, true, 347L), (file.Rows, file.Complete, _dataset.Models["model/a"]));
        Assert.Equal([2_000L, 3_000, 3_100], file.Marks.Select(mark => mark.Length));
        Assert.Equal([new ChunkRange(0, 0, 4), new(1, 0, 2)], _dataset.Recorded().Ranges);
    }

    [Fact]
    public void A_file_without_chunks_counted_ahead_goes_on_by_numbers_that_nobody_can_have_used()
    {
        _dataset.Files[0].Ahead.Clear();

        _dataset.Change(0).Begin();

        Assert.InRange(_dataset.Files[0].NextChunk, 1_000, int.MaxValue);
        Assert.Equal(new FilePosition(1_000, 101, 100), _dataset.Files[0].NextPosition);
    }

    [Fact]
    public void A_file_is_found_by_its_fingerprint_and_a_complete_one_stays_so()
    {
        var offers = new OfferedFiles(_dataset);

        Assert.Equal(1, offers.Place(
            LedgerRecords.Offer("two.csv", 1) with { Stamp = null, Fingerprint = "99-ffeeddccbbaa99887766554433221100-model=x" }));
        Assert.True(_dataset.Files[1].Complete);
        Assert.False(offers.HasChanges);
    }

    private static DatasetState Load()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        return services.GetRequiredService<Serializer>().Deserialize<DatasetState>(Convert.FromBase64String(Stored))!;
    }
}
