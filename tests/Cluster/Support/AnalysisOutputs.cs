using System.Text;
using LlmWorkload.Analyses;
using LlmWorkload.Scopes;

namespace LlmWorkload.Tests;

/// <summary>The numbers that analyses write: their summaries, and the tables of their figures, which are not drawn.</summary>
internal static class AnalysisOutputs
{
    /// <summary>The numbers of every analysis of a dataset, by the file that they are written to.</summary>
    /// <param name="grains">The grains.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="top">Models that get figures.</param>
    /// <param name="scope">The rows that are analysed; null for all.</param>
    public static async Task<SortedDictionary<string, string>> OfAsync(IGrainFactory grains, string dataset, int top, Scope? scope = null)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var options = new AnalysisOptions(top, Scope: scope)
        {
            By = "user",
            Groups = 3,
            Slo = SloLimits.Parse("ttft=0.5,tpot=50ms,e2e=30"),
        };
        foreach (var analysis in Names)
        {
            var grain = grains.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(dataset, analysis));
            var result = await grain.RunAsync(options);
            files.Add($"{result.Folder}/summary.json", Encoding.UTF8.GetString(result.Summary));
            foreach (var figure in result.Figures)
                files.Add($"{figure}.csv", Encoding.UTF8.GetString(await grain.ReadTableAsync(options, figure, 0)));
        }

        return files;
    }

    /// <summary>Asserts that two datasets' numbers are the same bytes.</summary>
    public static void AssertSame(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (file, text) in expected) Assert.True(text == actual[file], $"{file} differs.");
    }

    private static IEnumerable<string> Names =>
    [
        "overview", "users", "tokens", "arrivals", "arrivals-per-user", "diversity", "models", "user-arrivals", "ttft", "throughput",
            "latency", "model-timelines", "user-timelines", "series", "slo", "seasonality", "daily", "latency-heatmaps",
            "monthly-shares", "monthly-tokens",
            "cache-hit-ratio", "pair-arrival", "instance-balance", "burstiness", "arrival-fits", "token-fits", "popularity", "clients",
            "concurrency", "service", "sessions", "prefix-reuse",
    ];
}
