using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Tests.Faults;

namespace LlmWorkload.Tests;

/// <summary>A record of rows that is gone from a state folder: no question is answered with a smaller number.</summary>
public sealed class LostRowsTests : IDisposable
{
    private static readonly string[] OfModels = ["query overview", "query models", "query model model/0"];
    private static readonly string[] OfUsers = ["query overview", "query users", "query user {0}"];

    private readonly TemporaryFolder _folder = new();

    private string Log => File.Exists(_folder.At("log.csv"))
        ? _folder.At("log.csv")
        : SampleLog.Write(_folder.At("log.csv"), rows: 20_000, seed: 17, models: 3);

    public static TheoryData<string, string> Losses => new()
    {
        { "model", "the model 'model/0'" },
        { "part", "part 0 of the model 'model/0'" },
        { "partition", "user partition 0" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_question_about_rows_of_a_record_that_is_gone_is_refused_with_the_remedy(string kind, string named)
    {
        await IngestAsync("d", kind);
        await IngestAsync("whole", kind);
        var user = await LoseAsync("d", kind);

        foreach (var question in kind == "partition" ? OfUsers : OfModels)
        {
            var refused = await CommandLine.RunAsync(
                [.. question.Split(' ').Select(word => word.Replace("{0}", user, StringComparison.Ordinal)), "--dataset", "d", "--format",
                "json", "--state", _folder.At("state")]);

            Assert.Equal((1, ""), (refused.Failed(1).ExitCode, refused.Output));
            Assert.StartsWith($"llmwl: The dataset 'd' has lost rows: storage has ", refused.Error, StringComparison.Ordinal);
            Assert.Contains($" of {named} and must have ", refused.Error, StringComparison.Ordinal);
            Assert.EndsWith("Ingest the dataset's files again with --reload.\n", refused.Error, StringComparison.Ordinal);
        }

        await RunAsync("ingest", Log, "--dataset", "d", "--reload", "--chunk-records", "500", "--partitions", "2");
        Assert.Equal(await AskAsync("whole"), await AskAsync("d"));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Every_analysis_refuses_or_does_not_need_the_rows_that_are_gone(string kind, string named)
    {
        await IngestAsync("d", kind);
        await IngestAsync("whole", kind);
        await LoseAsync("d", kind);
        await using var cluster = await WorkloadCluster.OpenAsync(_folder.At("state"));
        var refused = 0;
        foreach (var analysis in Analyses)
        {
            var expected = await RunAsync(cluster, "whole", analysis);
            try
            {
                Assert.Equal(expected, await RunAsync(cluster, "d", analysis));
            }
            catch (WorkloadException failure)
            {
                Assert.Contains(named, failure.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 4, Analyses.Length);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_dataset_with_a_record_that_is_gone_is_dropped_to_the_last_record(string kind, string named)
    {
        Assert.NotEmpty(named);
        await IngestAsync("d", kind);
        await LoseAsync("d", kind);
        DatasetCatalog catalog;
        await using (var cluster = await WorkloadCluster.OpenAsync(_folder.At("state")))
        {
            catalog = await Chunks.DescribeAsync(cluster.Grains, "d");
            Assert.InRange(await LostRows.CountAsync(cluster.Storage, catalog), 10, int.MaxValue);
        }

        await RunAsync("datasets", "drop", "d");

        await using var after = await WorkloadCluster.OpenAsync(_folder.At("state"));
        Assert.Equal(0, await LostRows.CountAsync(after.Storage, catalog));
    }

    private static string[] Analyses =>
        ["overview", "users", "tokens", "arrivals", "arrivals-per-user", "diversity", "models", "user-arrivals", "ttft", "throughput",
            "latency", "model-timelines", "user-timelines", "series", "slo", "seasonality", "daily", "latency-heatmaps",
            "monthly-shares", "monthly-tokens",
            "cache-hit-ratio", "pair-arrival", "instance-balance", "burstiness", "arrival-fits", "token-fits", "popularity", "clients",
            "concurrency", "service", "sessions", "prefix-reuse"];

    private static async Task<string> RunAsync(WorkloadCluster cluster, string dataset, string analysis) =>
        Convert.ToBase64String(
            (await cluster.Grains.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(dataset, analysis))
            .RunAsync(new AnalysisOptions(Top: 3, Window: 100, MinRequests: 100)
            {
                By = "user",
                Slo = new SloLimits(TimeSpan.TicksPerSecond, null, null),
            })).Summary);

    private async Task IngestAsync(string dataset, string kind) =>
        await RunAsync(
            "ingest", Log, "--dataset", dataset, "--chunk-records", "500", "--partitions", "2", "--model-parts",
            kind == "part" ? "3" : "1");

    // A user whose rows are among those that are lost.
    private async Task<string> LoseAsync(string dataset, string kind)
    {
        await using var cluster = await WorkloadCluster.OpenAsync(_folder.At("state"));
        var catalog = await Chunks.DescribeAsync(cluster.Grains, dataset);
        await LostRows.LoseAsync(cluster.Storage, catalog, kind);
        return Enumerable.Range(0, 40).Select(user => $"user-{user:D3}").First(user => GrainKeys.PartitionOf(IdHash.Of(user, 0), 2) == 0);
    }

    private async Task<string> AskAsync(string dataset) =>
        (await RunAsync("query", "overview", "--dataset", dataset, "--format", "json")).Output;

    private async Task<CommandResult> RunAsync(params string[] arguments) =>
        (await CommandLine.RunAsync([.. arguments, "--state", _folder.At("state")])).Succeeded();
}
