using System.Text;
using LlmWorkload.Datasets;
using LlmWorkload.Export;
using LlmWorkload.Ingestion;
using LlmWorkload.Models;
using LlmWorkload.Questions;
using LlmWorkload.Scopes;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Models;

/// <summary>Models with few rows, whose rows lie in buckets on three silos, beside the same models with grains of their own.</summary>
public sealed class BucketedModelTests(SiloGroup silos) : IClassFixture<SiloGroup>, IDisposable
{
    private const int Models = 150;

    private static readonly DatasetOptions Alone = new(Partitions: 8, ChunkRecords: 700, ModelBuckets: 0);
    private static readonly DatasetOptions Shared = Alone with { ModelBuckets = 6 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Every_analysis_gives_the_same_bytes_whether_models_share_buckets_or_not(int parts)
    {
        var file = ManyModelsLog.Write(_folder.At("log.csv"), rows: 6_000, Models, seed: parts);
        var alone = await IngestAsync($"alone-{parts}", file, Alone);
        var shared = await IngestAsync($"shared-{parts}", file, Shared with { ModelParts = parts });

        Assert.All(alone.Models, model => Assert.Equal(0, model.Bucketed));
        Assert.InRange(shared.Models.Count(model => model.IsBucketed), 100, Models);
        Assert.Contains(shared.Models, model => !model.IsBucketed);
        AnalysisOutputs.AssertSame(await OutputsAsync(alone.Name), await OutputsAsync(shared.Name));
        await AssertSameAnswersAsync(alone, shared);
    }

    [Fact]
    public async Task A_model_with_rows_in_its_own_grain_and_in_a_bucket_answers_for_all_of_them()
    {
        // In the second file the three large models have few rows.
        var one = ManyModelsLog.Write(_folder.At("one.csv"), rows: 2_100, Models, seed: 3);
        var two = _folder.At("two.csv");
        await File.WriteAllLinesAsync(two, (await File.ReadAllLinesAsync(ManyModelsLog.Write(
            _folder.At("all.csv"), rows: 1_400, Models, seed: 4))).Where((line, row) => row == 0 || row % 9 == 0 || !IsLarge(line)));
        var before = await IngestAsync("mixed", one, Shared);
        await AssertSameAnswersAsync(await IngestAsync("mixed-alone", one, Alone), before);

        var shared = await IngestAsync("mixed", two, Shared);
        var alone = await IngestAsync("mixed-alone", two, Alone);

        Assert.All(shared.Models.Where(model => IsLarge(model.Id)), model =>
        {
            Assert.InRange(model.Bucketed, 1, model.Requests - 1);
            Assert.False(model.IsBucketed);
        });
        AnalysisOutputs.AssertSame(await OutputsAsync("mixed-alone"), await OutputsAsync("mixed"));
        await AssertSameAnswersAsync(alone, shared);
    }

    [Fact]
    public async Task A_chunk_sent_twice_and_an_ingestion_cut_short_leave_each_row_once()
    {
        var file = ManyModelsLog.Write(_folder.At("log.csv"), rows: 4_000, Models, seed: 5);
        await IngestAsync("undisturbed", file, Alone);
        var chunks = await Chunks.OfAsync(silos.Grains, "disturbed", file, Shared);
        var delivery = await Chunks.DeliveryAsync(silos.Grains, "disturbed");
        foreach (var chunk in chunks.Take(3))
            await Task.WhenAll(delivery.SendAsync(chunk, CancellationToken.None), delivery.SendAsync(chunk, CancellationToken.None));
        // Stored, but cut short before it was recorded.
        var rows = (await Chunks.DescribeAsync(silos.Grains, "disturbed")).RowsKey;
        await Task.WhenAll(chunks[3].Buckets.Select(each => BucketOf(rows, each.Bucket).AppendAsync(each.Segment)));

        await IngestAsync("disturbed", file, Shared);

        AnalysisOutputs.AssertSame(await OutputsAsync("undisturbed"), await OutputsAsync("disturbed"));
    }

    [Fact]
    public async Task A_dropped_dataset_leaves_no_rows_in_buckets_and_a_reloaded_one_has_its_rows_once()
    {
        var file = ManyModelsLog.Write(_folder.At("log.csv"), rows: 2_000, Models, seed: 6);
        var before = await IngestAsync("dropped", file, Shared);
        var expected = await OutputsAsync("dropped");
        Assert.Equal(before.Models.Sum(model => model.Bucketed), await HeldAsync(before.RowsKey));

        await new LogIngestor(silos.Grains).IngestAsync(
            new IngestRequest { Files = [file], Dataset = "dropped", Options = Shared, Reload = true });

        Assert.Equal(0, await HeldAsync(before.RowsKey));
        AnalysisOutputs.AssertSame(expected, await OutputsAsync("dropped"));
        await silos.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset("dropped")).ForgetAsync();
        AnalysisOutputs.AssertSame(expected, await OutputsAsync("dropped"));
    }

    [Fact]
    public async Task Rows_are_handed_over_in_the_same_order()
    {
        var file = ManyModelsLog.Write(_folder.At("log.csv"), rows: 3_000, Models, seed: 7);
        var (alone, shared) = (await IngestAsync("rows-alone", file, Alone), await IngestAsync("rows-shared", file, Shared));

        Assert.Equal(await BlocksAsync(alone), await BlocksAsync(shared));
        foreach (var scope in (Scope[])[Of("model/1,model/77"), Of("model/80")])
            Assert.Equal(await BlocksAsync(await NarrowAsync(alone, scope)), await BlocksAsync(await NarrowAsync(shared, scope)));
    }

    [Fact]
    public async Task A_dataset_is_listed_with_its_counts()
    {
        var file = ManyModelsLog.Write(_folder.At("log.csv"), rows: 2_000, Models, seed: 8);
        var catalog = await IngestAsync("listed", file, Shared);

        var listed = (await silos.Grains.GetGrain<IQuestionsGrain>(0).DatasetsAsync()).Single(dataset => dataset.Name == "listed");

        Assert.Equal(
            new DatasetDescription("listed", 2_000, catalog.Models.Count, 1, IsComplete: true, catalog.First, catalog.Last), listed);
    }

    [Fact]
    public async Task A_bucket_that_lacks_rows_refuses_questions()
    {
        var file = ManyModelsLog.Write(_folder.At("log.csv"), rows: 2_000, Models, seed: 9);
        var catalog = await IngestAsync("lost", file, Shared);
        var model = catalog.Models.First(each => each.IsBucketed);
        var place = catalog.ViewOf(model).Bucket!;
        await BucketOf(catalog.RowsKey, place.Number).ClearAsync(catalog.ViewOfBucket(place.Number));

        var one = await Assert.ThrowsAsync<WorkloadException>(() => new ModelCalls(catalog, silos.Grains).AskAsync<ModelProfile>(
            model, new ProfileQuestion()));
        var all = await Assert.ThrowsAsync<WorkloadException>(() => new ModelCalls(catalog, silos.Grains).AskAsync<ModelProfile>(
            catalog.Models, new ProfileQuestion()));

        Assert.Contains($"of bucket {place.Number} of models and must have", one.Message, StringComparison.Ordinal);
        Assert.Equal((one.Message, Remedy.Reload), (all.Message, all.Remedy));
    }

    private static bool IsLarge(string text) => text.Split(',')[0] is "model/0" or "model/1" or "model/2";

    private static Scope Of(string models) => Scope.All with { Models = [models] };

    private async Task AssertSameAnswersAsync(DatasetCatalog alone, DatasetCatalog shared)
    {
        var questions = silos.Grains.GetGrain<IQuestionsGrain>(0);
        var expected = await questions.ModelsAsync(alone.Name, int.MaxValue, null);
        Assert.Equal(expected, await questions.ModelsAsync(shared.Name, int.MaxValue, null));
        Assert.Equal(
            await questions.RankModelsAsync(alone.Name, Ranking.Cost, 50, null), await questions.RankModelsAsync(
                shared.Name, Ranking.Cost, 50, null));
        Assert.Equal(await SummaryAsync(alone.Name), await SummaryAsync(shared.Name));
        foreach (var model in expected.Take(5).Concat(expected.TakeLast(5)))
            Assert.Equal(model, await questions.ModelAsync(shared.Name, model.Id, null));
        foreach (var scope in (Scope[])[Of("model/1,model/77"), Of("model/80"), Scope.All with { Statuses = ["500"] }])
        {
            Assert.Equal(await questions.ModelsAsync(alone.Name, 100, scope), await questions.ModelsAsync(shared.Name, 100, scope));
            AnalysisOutputs.AssertSame(await OutputsAsync(alone.Name, scope), await OutputsAsync(shared.Name, scope));
        }
    }

    private async Task<string> SummaryAsync(string dataset)
    {
        var summary = await silos.Grains.GetGrain<IQuestionsGrain>(0).SummaryAsync(dataset);
        return Encoding.UTF8.GetString(JsonText.Object(summary.Write)).Replace(dataset, "dataset", StringComparison.Ordinal);
    }

    private async Task<DatasetCatalog> IngestAsync(string dataset, string file, DatasetOptions options) =>
        (await new LogIngestor(silos.Grains)
            .IngestAsync(new IngestRequest { Files = [file], Dataset = dataset, Options = options })).Catalog;

    private Task<DatasetCatalog> NarrowAsync(DatasetCatalog catalog, Scope scope) =>
        silos.Grains.GetGrain<IScopeGrain>(GrainKeys.Dataset(catalog.Name)).NarrowAsync(scope);

    private Task<SortedDictionary<string, string>> OutputsAsync(string dataset, Scope? scope = null) =>
        AnalysisOutputs.OfAsync(silos.Grains, dataset, top: 2, scope);

    private IModelBucketGrain BucketOf(string rows, int number) =>
        silos.Grains.GetGrain<IModelBucketGrain>(GrainKeys.ModelBucket(rows, number));

    private async Task<long> HeldAsync(string rows) => (await Task.WhenAll(Enumerable.Range(0, Shared.ModelBuckets).Select(
        number => BucketOf(rows, number).MeasureAsync(null)))).Sum(held => held.Rows);

    private async Task<List<byte[]>> BlocksAsync(DatasetCatalog catalog)
    {
        var grain = silos.Grains.GetGrain<IExportGrain>(0);
        var blocks = new List<byte[]>();
        foreach (var window in (await grain.PlanAsync(catalog)).Windows) blocks.Add((await grain.ReadAsync(catalog, window)).Segment);
        return blocks;
    }
}
