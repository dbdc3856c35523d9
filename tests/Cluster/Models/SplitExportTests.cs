using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Export;
using LlmWorkload.Ingestion;

namespace LlmWorkload.Tests.Models;

/// <summary>Rows that are handed over, and their sessions, are the same whether models are split over silos or not.</summary>
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

    [Theory]
    [InlineData(SessionRules.Gap)]
    [InlineData(SessionRules.Chain)]
    public async Task Sessions_of_split_models_have_the_same_numbers(string rule)
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 5_000, seed: 5);
        var options = new AnalysisOptions { SessionRule = rule, SessionGapSeconds = 30 };
        var whole = await SessionsAsync(file, "whole", parts: 1, options);
        Assert.True(whole.Count(line => !line.EndsWith(",0", StringComparison.Ordinal)) > (rule == SessionRules.Gap ? 100 : 0));
        Assert.Equal(whole, await SessionsAsync(file, "split", parts: 8, options));
    }

    private async Task<DatasetCatalog> IngestAsync(string file, string dataset, int parts)
    {
        var options = new DatasetOptions(ChunkRecords: 300, ModelParts: parts);
        var catalog = (await new LogIngestor(_silos.Grains).IngestAsync(
            new IngestRequest { Files = [file], Dataset = dataset, Options = options })).Catalog;
        Assert.Equal(parts > 1, catalog.Models.Any(model => model.Parts > 0));
        return catalog;
    }

    private async Task<string[]> SessionsAsync(string file, string dataset, int parts, AnalysisOptions options)
    {
        using var output = new MemoryStream();
        var sessions = await SessionsCsv.OpenAsync(_silos.Grains, await IngestAsync(file, dataset, parts), options);
        await sessions!.WriteAsync(output, null, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n');
    }

    private async Task<List<byte[]>> BlocksAsync(string file, string dataset, int parts)
    {
        var catalog = await IngestAsync(file, dataset, parts);
        var grain = _silos.Grains.GetGrain<IExportGrain>(0);
        var plan = await grain.PlanAsync(catalog);
        var blocks = new List<byte[]>();
        foreach (var window in plan.Windows) blocks.Add((await grain.ReadAsync(catalog, window)).Segment);
        return blocks;
    }
}
