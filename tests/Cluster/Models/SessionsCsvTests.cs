using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Export;
using LlmWorkload.Ingestion;

namespace LlmWorkload.Tests.Models;

/// <summary>The session of each request is the same whether models are split over silos or not.</summary>
public sealed class SessionsCsvTests : IAsyncLifetime
{
    private readonly SiloGroup _silos = new();
    private readonly TemporaryFolder _folder = new();

    public ValueTask InitializeAsync() => _silos.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _silos.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(SessionRules.Gap)]
    [InlineData(SessionRules.Chain)]
    public async Task Sessions_of_split_models_have_the_same_numbers(string rule)
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 5_000, seed: 5);
        var options = new AnalysisOptions { SessionRule = rule, SessionGapSeconds = 30 };
        var whole = await WriteAsync(file, "whole", 1, options);
        Assert.True(whole.Count(line => !line.EndsWith(",0", StringComparison.Ordinal)) > (rule == SessionRules.Gap ? 100 : 0));
        Assert.Equal(whole, await WriteAsync(file, "split", 8, options));
    }

    private async Task<string[]> WriteAsync(string file, string dataset, int parts, AnalysisOptions options)
    {
        var catalog = (await new LogIngestor(_silos.Grains).IngestAsync(new IngestRequest
        {
            Files = [file],
            Dataset = dataset,
            Options = new DatasetOptions(ChunkRecords: 300, ModelParts: parts),
        })).Catalog;
        Assert.Equal(parts > 1, catalog.Models.Any(model => model.Parts > 0));
        using var output = new MemoryStream();
        var sessions = await SessionsCsv.OpenAsync(_silos.Grains, catalog, options);
        await sessions!.WriteAsync(output, null, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n');
    }
}
