using LlmWorkload.Datasets;
using LlmWorkload.Export;
using LlmWorkload.Ingestion;

namespace LlmWorkload.Tests.Models;

/// <summary>Rows that are handed over are the same whether models are split over silos or not.</summary>
public sealed class SplitExportTests : IAsyncLifetime
{
    private readonly SiloGroup _silos = new();
    private readonly TemporaryFolder _folder = new();

    public ValueTask InitializeAsync() => _silos.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _silos.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Rows_of_split_models_come_in_the_same_order()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 5_000, seed: 4);
        Assert.Equal(await BlocksAsync(file, "whole", parts: 1), await BlocksAsync(file, "split", parts: 8));
    }

    private async Task<List<byte[]>> BlocksAsync(string file, string dataset, int parts)
    {
        var options = new DatasetOptions(ChunkRecords: 300, ModelParts: parts);
        var catalog = (await new LogIngestor(_silos.Grains).IngestAsync(
            new IngestRequest { Files = [file], Dataset = dataset, Options = options })).Catalog;
        Assert.Equal(parts > 1, catalog.Models.Any(model => model.Parts > 0));
        var grain = _silos.Grains.GetGrain<IExportGrain>(0);
        var plan = await grain.PlanAsync(catalog);
        var blocks = new List<byte[]>();
        foreach (var window in plan.Windows) blocks.Add((await grain.ReadAsync(catalog, window)).Segment);
        return blocks;
    }
}
