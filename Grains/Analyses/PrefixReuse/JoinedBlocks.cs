using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The requests of several models in the order in which one cache for all of them sees them.</summary>
internal static class JoinedBlocks
{
    /// <summary>Joins the requests of models; blocks of different models are different.</summary>
    public static BlockRows Of(IReadOnlyList<PrefixKernel.RowsAnswer> models)
    {
        var parts = models.Select(Part.Of).ToList();
        var places = parts.SelectMany((part, model) => Enumerable.Range(0, part.Started.Length).Select(row => (Model: model, Row: row)))
            .OrderBy(place => parts[place.Model].Started[place.Row]).ThenBy(place => parts[place.Model].Chunks[place.Row])
            .ThenBy(place => parts[place.Model].Ties[place.Row]).ThenBy(place => place.Model).ThenBy(place => place.Row).ToArray();
        var firstBlock = new int[parts.Count + 1];
        for (var model = 0; model < parts.Count; model++) firstBlock[model + 1] = firstBlock[model] + models[model].Different;
        var starts = new int[places.Length + 1];
        for (var i = 0; i < places.Length; i++) starts[i + 1] = starts[i] + parts[places[i].Model].Length(places[i].Row);
        var blocks = new int[starts[^1]];
        for (int i = 0, at = 0; i < places.Length; i++)
        {
            var (model, row) = places[i];
            foreach (var block in parts[model].Of(row)) blocks[at++] = firstBlock[model] + (int)block;
        }

        return new BlockRows(
            starts, blocks, firstBlock[^1], [.. places.Select(place => parts[place.Model].Input[place.Row])],
            [.. places.Select(place => (int)parts[place.Model].BlockTokens[place.Row])]);
    }

    /// <summary>The requests of a model, unpacked.</summary>
    private sealed record Part(
        long[] Started, long[] Chunks, long[] Ties, long[] Starts, long[] Blocks, long[] Input, long[] BlockTokens)
    {
        public static Part Of(PrefixKernel.RowsAnswer rows) => new(
            PackedIntegers.Decode(rows.Started), PackedIntegers.Decode(rows.Chunks), PackedIntegers.Decode(rows.Ties),
            PackedIntegers.Decode(rows.Starts), PackedIntegers.Decode(rows.Blocks), PackedIntegers.Decode(rows.Input),
            PackedIntegers.Decode(rows.BlockTokens));

        public int Length(int row) => (int)(Starts[row + 1] - Starts[row]);

        public ReadOnlySpan<long> Of(int row) => Blocks.AsSpan((int)Starts[row], Length(row));
    }
}
