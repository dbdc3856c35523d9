using System.Text;
using LlmWorkload.Comparison;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;

namespace LlmWorkload.Tests.Comparison;

/// <summary>A comparison gives the same bytes whether models are split over three silos or not, and with a baseline.</summary>
public sealed class SplitCompareTests(SiloGroup silos) : IClassFixture<SiloGroup>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Split_models_and_a_baseline_give_the_same_bytes()
    {
        foreach (var (side, seed) in new[] { ("a", 1), ("b", 2) })
        {
            var file = SampleLog.Write(_folder.At($"{side}.csv"), rows: 4_000, seed);
            await IngestAsync($"{side}-whole", file, parts: 1);
            await IngestAsync($"{side}-split", file, parts: 8);
        }

        var whole = await CompareAsync(new ComparisonSide("a-whole"), "b-whole");
        var split = await CompareAsync(new ComparisonSide("a-split"), "b-split");
        var saved = Grain();
        await saved.SendBaselineAsync(0, whole.Baseline[..1_000]);
        await saved.SendBaselineAsync(1, whole.Baseline[1_000..]);
        var fromBaseline = await saved.CompareAsync(Request(new ComparisonSide(null, Baseline: "file", Pages: 2), "b-split", saves: false));

        Assert.Equal(Encoding.UTF8.GetString(whole.Result.Summary), Encoding.UTF8.GetString(split.Result.Summary));
        Assert.Equal(whole.Baseline, split.Baseline);
        Assert.Equal(Encoding.UTF8.GetString(whole.Result.Summary), Encoding.UTF8.GetString(fromBaseline.Summary));
        Assert.Contains("\"id\": \"model/0\"", Encoding.UTF8.GetString(whole.Result.Summary), StringComparison.Ordinal);
        Assert.NotEmpty(whole.Result.Differences);
    }

    [Fact]
    public async Task A_baseline_of_which_a_page_is_lost_is_told_so()
    {
        await IngestAsync("alone", SampleLog.Write(_folder.At("c.csv"), rows: 100, seed: 3), parts: 1);

        var failure = await Assert.ThrowsAsync<WorkloadException>(
            () => Grain().CompareAsync(Request(new ComparisonSide(null, Baseline: "file", Pages: 2), "alone", saves: false)));
        Assert.Contains("A silo was lost, and with it the baseline 'file'", failure.Message, StringComparison.Ordinal);
    }

    private static ComparisonRequest Request(ComparisonSide a, string b, bool saves) =>
        new(a, new ComparisonSide(b), [new ComparisonGate("ks", 0.5, false)], false, 100, saves, false);

    private async Task<(ComparisonResult Result, byte[] Baseline)> CompareAsync(ComparisonSide a, string b)
    {
        var grain = Grain();
        var result = await grain.CompareAsync(Request(a, b, saves: true));
        var baseline = await grain.ReadBaselineAsync(0);
        Assert.Equal(result.BaselineBytes, baseline.Length);
        await grain.ForgetAsync();
        return (result, baseline);
    }

    private IComparisonGrain Grain() => silos.Grains.GetGrain<IComparisonGrain>(GrainKeys.Comparison(Guid.NewGuid()));

    private async Task IngestAsync(string dataset, string file, int parts)
    {
        var options = new DatasetOptions(Partitions: 8, ChunkRecords: 250, ModelParts: parts);
        var catalog = (await new LogIngestor(silos.Grains).IngestAsync(
            new IngestRequest { Files = [file], Dataset = dataset, Options = options })).Catalog;
        Assert.Equal(parts > 1, catalog.Models.Any(model => model.Parts > 0));
    }
}
