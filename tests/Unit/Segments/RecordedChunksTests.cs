using CsCheck;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Segments;

public sealed class RecordedChunksTests
{
    // Ranges of up to three files with gaps between them, in order.
    private static readonly Gen<ChunkRange[]> Ranges = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[1, 4]).Array[0, 8].Select(parts =>
    {
        var ranges = new List<ChunkRange>();
        foreach (var (file, gap, length) in parts.OrderBy(part => part.Item1))
        {
            var from = ranges.Count > 0 && ranges[^1].File == file ? ranges[^1].End + gap : gap;
            ranges.Add(new ChunkRange(file, from, from + length));
        }

        return ranges.ToArray();
    });

    [Fact]
    public void A_chunk_is_recorded_where_one_of_the_ranges_has_it() => Ranges.Sample(ranges =>
    {
        var recorded = new RecordedChunks(1, ranges);
        for (var file = -1; file < 4; file++)
        {
            for (var number = -1; number < 60; number++)
            {
                var expected = ranges.Any(range => range.File == file && number >= range.From && number < range.End);
                Assert.Equal(expected, recorded.Has(new ChunkId(file, number, 3)));
            }
        }
    });
}
