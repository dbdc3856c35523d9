using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(PrefixReuse))]

namespace LlmWorkload.Analyses;

/// <summary>How much of prompts was seen before, and what caches of blocks find of it.</summary>
internal sealed class PrefixReuse : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("prefix-reuse");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => PrefixKernel.Kernels;

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (await Needs.AllAsync(data, ColumnId.Blocks) is { } unavailable) return unavailable;
        var capacities = CacheCapacities.Parse(data.Options.CacheBlocks) ?? [];
        int[] blockTokens = [.. data.Catalog.Files.Select(file => file.Columns.BlockSize ?? 0)];
        var question = new PrefixKernel.Question(capacities, blockTokens);
        var models = data.Catalog.Models.Zip(
            await data.AskAsync<PrefixKernel.Answer>(question), (model, answer) => (Model: model, Answer: answer)).ToList();
        var filled = models.Where(each => each.Answer.Requests > 0).ToList();
        var all = await AllAsync(data, filled, capacities, blockTokens);
        var summary = JsonText.Object(json =>
        {
            Write(json, all, capacities);
            json.Models(
                models, answer => answer.Requests > 0, (item, _, answer) => Write(item, answer, capacities),
                _ => "no request has blocks");
        });
        return new AnalysisRun(summary, [.. Figures(data, filled, all, blockTokens)]);
    }

    private IEnumerable<FigurePlan> Figures(
        AnalysisData data, List<(CatalogModel Model, PrefixKernel.Answer Answer)> models, PrefixKernel.Answer all, int[] blockTokens)
    {
        var path = $"{Info.Folder}/hit_rate_by_capacity";
        yield return new FigurePlan(path, async () =>
        {
            var (capacity, blocks) = await CurveAsync(data, models, blockTokens);
            return PrefixFigure.Of(path, capacity, blocks, all.Blocks, data.Options.ThinData);
        }).Unless(all.Caches[0].Blocks == 0 ? "No block was seen twice at the beginning of a prompt." : null);
        var reuse = FrequencyMap.Decode(all.Reuse);
        var ofReuse = $"{Info.Folder}/reuse_seconds_cdf";
        var statistics = Summaries.Of(reuse, Units.TicksPerSecond);
        yield return FigurePlan.Of(ofReuse, () => CdfFigures.Single(
            ofReuse, "Time since a block was seen before", "Seconds since the touch before", "reuse_seconds",
            CdfFigures.Curve.Of("all", reuse, Units.TicksPerSecond), statistics, data.Options.ThinData))
            .Unless(WorthDrawing.OneValue(statistics, "times since a block was seen", " s"));
    }

    private static async Task<(long[] Capacity, long[] Blocks)> CurveAsync(
        AnalysisData data, List<(CatalogModel Model, PrefixKernel.Answer Answer)> models, int[] blockTokens)
    {
        if (models is [var (model, _)])
        {
            var curve = await data.AskAsync<PrefixKernel.CurveAnswer>(model, new PrefixKernel.CurveQuestion(blockTokens));
            return (curve.Capacity, curve.Blocks);
        }

        var rows = await data.AskAsync<PrefixKernel.RowsAnswer>(
            [.. models.Select(each => each.Model)], new PrefixKernel.RowsQuestion(blockTokens));
        return await data.MergeAsync(() => JoinedBlocks.Of(rows).Hits().Curve());
    }

    // Models share no block, so what a cache without end finds adds up. Smaller caches have room for some of all models' blocks.
    private static async Task<PrefixKernel.Answer> AllAsync(
        AnalysisData data, List<(CatalogModel Model, PrefixKernel.Answer Answer)> models, long[] capacities, int[] blockTokens)
    {
        if (models is [var (_, only)]) return only;
        var rows = await data.AskAsync<PrefixKernel.RowsAnswer>(
            [.. models.Select(each => each.Model)], new PrefixKernel.RowsQuestion(blockTokens));
        return await data.MergeAsync(() =>
        {
            var hits = JoinedBlocks.Of(rows).Hits();
            return PrefixKernel.Answer.Merge(
                [.. models.Select(each => each.Answer)], [hits.Of(null), .. capacities.Select(capacity => hits.Of(capacity))]);
        });
    }

    private static void Write(Utf8JsonWriter json, PrefixKernel.Answer answer, long[] capacities)
    {
        var accesses = FrequencyMap.Decode(answer.Accesses);
        if (answer.BlockTokens > 0) json.WriteNumber("block_tokens", answer.BlockTokens);
        else json.WriteNull("block_tokens");
        json.WriteNumber("requests", answer.Requests);
        json.WriteNumber("blocks", answer.Blocks);
        json.WriteNumber("distinct_blocks", accesses.N);
        json.Number("ideal", answer.Blocks == 0 ? null : 1 - ((double)accesses.N / answer.Blocks));
        json.WriteNumber("single_use_blocks", accesses.N > 0 && accesses.Values[0] == 1 ? accesses.Counts[0] : 0);
        json.Statistics("accesses", Summaries.Of(accesses));
        json.Number("zipf_exponent", ZipfFit.Of(Descending(accesses))?.Exponent);
        json.Statistics("reuse_seconds", Summaries.Of(FrequencyMap.Decode(answer.Reuse), Units.TicksPerSecond));
        json.List("caches", Enumerable.Range(0, answer.Caches.Length), (item, at) =>
        {
            var finds = answer.Caches[at];
            if (at == 0) item.WriteNull("capacity");
            else item.WriteNumber("capacity", capacities[at - 1]);
            item.Number("block_hit_rate", answer.Blocks == 0 ? null : (double)finds.Blocks / answer.Blocks);
            item.Number("token_hit_rate", answer.Input == 0 || answer.HasUnknownTokens ? null : finds.Tokens / (double)answer.Input);
            item.Number("request_hit_share", answer.Requests == 0 ? null : (double)finds.Requests / answer.Requests);
        });
        json.Number("same_session_hits", answer is { SameSession: { } same, Caches: [{ Blocks: > 0 and var found }, ..] }
            ? (double)same / found
            : null);
        json.WriteNumber("length_mismatch", answer.Mismatches);
    }

    private static Int128[] Descending(FrequencyMap accesses)
    {
        var counts = accesses.Repeated(static times => (Int128)times);
        Array.Reverse(counts);
        return counts;
    }
}
