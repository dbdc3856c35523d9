using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Models;

/// <summary>A model whose rows are spread over part grains on three silos, beside one that is not.</summary>
public sealed class SplitModelTests(SiloGroup silos) : IClassFixture<SiloGroup>, IDisposable
{
    private static readonly DatasetOptions Whole = new(Partitions: 8, ChunkRecords: 250);
    private static readonly DatasetOptions Split = Whole with { ModelParts = 8 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_analysis_gives_the_same_bytes_whether_models_are_split_or_not()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 9_000, seed: 1);
        var whole = await IngestAsync("whole", file, Whole);
        var split = await IngestAsync("split", file, Split);

        Assert.All(whole.Models, model => Assert.Equal(0, model.Parts));
        Assert.All(split.Models.Take(3), model => Assert.Equal(8, model.Parts));
        AnalysisOutputs.AssertSame(await OutputsAsync("whole"), await OutputsAsync("split"));
        foreach (var (one, other) in whole.Models.Zip(split.Models))
            Assert.Equal(await DescribeAsync(whole, one), await DescribeAsync(split, other));
    }

    [Fact]
    public async Task Parts_hold_the_rows_of_a_hot_model_evenly_and_the_models_own_grain_the_few_of_a_cool_one()
    {
        var catalog = await IngestAsync("spread", SampleLog.Write(_folder.At("log.csv"), rows: 8_000, seed: 2, models: 20), Split);

        var (hot, cool) = (catalog.Models[0], catalog.Models[^1]);
        var parts = await Task.WhenAll(Enumerable.Range(0, 8).Select(part => PartOf(catalog, hot, part).MeasureAsync(null)));
        Assert.Equal((0, 8), ((await ModelOf(catalog, hot).MeasureAsync(null)).Rows, hot.Parts));
        Assert.Equal(hot.Requests, parts.Sum(part => part.Rows));
        Assert.InRange(parts.Max(part => part.Rows) / parts.Average(part => part.Rows), 1, 2);
        Assert.Equal((cool.Requests, 0), ((await ModelOf(catalog, cool).MeasureAsync(null)).Rows, cool.Parts));
    }

    [Fact]
    public async Task A_split_model_is_asked_again_when_its_parts_get_rows()
    {
        var (one, two) =
            (SampleLog.Write(_folder.At("one.csv"), rows: 1_000, seed: 3), SampleLog.Write(_folder.At("two.csv"), rows: 600, seed: 4));
        var before = await IngestAsync("growing", one, Split);
        var profile = await DescribeAsync(before, before.Models[0]);
        var after = await IngestAsync("growing", two, Split);

        Assert.Equal(before.Models[0].Requests, profile.Requests);
        Assert.Equal(after.Models[0].Requests, (await DescribeAsync(after, after.Models[0])).Requests);
        await IngestAsync("grown", [one, two], Whole);
        AnalysisOutputs.AssertSame(await OutputsAsync("grown"), await OutputsAsync("growing"));
    }

    [Fact]
    public async Task A_chunk_sent_twice_and_an_ingestion_cut_short_reach_the_same_parts()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 2_000, seed: 5);
        await IngestAsync("undisturbed", file, Whole);
        var chunks = await Chunks.OfAsync(silos.Grains, "disturbed", file, Split);
        var delivery = await Chunks.DeliveryAsync(silos.Grains, "disturbed");
        foreach (var chunk in chunks.Take(5))
            await Task.WhenAll(delivery.SendAsync(chunk, CancellationToken.None), delivery.SendAsync(chunk, CancellationToken.None));
        // Stored, but cut short before it was recorded.
        await Task.WhenAll(chunks[7].Models.Select(each => AppendAsync("disturbed", each.Place, each.Segment)));

        await IngestAsync("disturbed", file, Split);

        AnalysisOutputs.AssertSame(await OutputsAsync("undisturbed"), await OutputsAsync("disturbed"));
    }

    [Fact]
    public async Task A_dropped_dataset_leaves_no_rows_in_parts_and_a_reloaded_one_has_its_rows_once()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 1_500, seed: 6);
        var before = await IngestAsync("dropped", file, Split);
        var expected = await OutputsAsync("dropped");
        var model = before.Models[0];
        Assert.NotEqual(0, (await PartOf(before, model, 0).MeasureAsync(null)).Rows);

        var request = new IngestRequest { Files = [file], Dataset = "dropped", Options = Split, Reload = true };
        await new LogIngestor(silos.Grains).IngestAsync(request);

        for (var part = 0; part < model.Parts; part++) Assert.Equal(default, await PartOf(before, model, part).MeasureAsync(null));
        AnalysisOutputs.AssertSame(expected, await OutputsAsync("dropped"));
        await silos.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset("dropped")).ForgetAsync();
        AnalysisOutputs.AssertSame(expected, await OutputsAsync("dropped"));
    }

    private Task<DatasetCatalog> IngestAsync(string dataset, string file, DatasetOptions options) => IngestAsync(dataset, [file], options);

    private async Task<DatasetCatalog> IngestAsync(string dataset, string[] files, DatasetOptions options) =>
        (await new LogIngestor(silos.Grains)
            .IngestAsync(new IngestRequest { Files = files, Dataset = dataset, Options = options })).Catalog;

    private Task<SortedDictionary<string, string>> OutputsAsync(string dataset) => AnalysisOutputs.OfAsync(silos.Grains, dataset, top: 2);

    private IModelGrain ModelOf(DatasetCatalog catalog, CatalogModel model) =>
        silos.Grains.GetGrain<IModelGrain>(GrainKeys.Model(catalog.RowsKey, model.Id));

    private IModelPartGrain PartOf(DatasetCatalog catalog, CatalogModel model, int part) =>
        silos.Grains.GetGrain<IModelPartGrain>(GrainKeys.ModelPart(catalog.RowsKey, model.Id, part));

    private Task<ModelProfile> DescribeAsync(DatasetCatalog catalog, CatalogModel model) =>
        ModelOf(catalog, model).DescribeAsync(catalog.ViewOf(model));

    private async Task AppendAsync(string dataset, ModelPlace place, SegmentMessage segment)
    {
        var rows = (await Chunks.DescribeAsync(silos.Grains, dataset)).RowsKey;
        ISegmentGrain grain = place.Part is { } part
            ? silos.Grains.GetGrain<IModelPartGrain>(GrainKeys.ModelPart(rows, place.Model, part))
            : silos.Grains.GetGrain<IModelGrain>(GrainKeys.Model(rows, place.Model));
        await grain.AppendAsync(segment);
    }
}
