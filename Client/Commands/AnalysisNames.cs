using LlmWorkload.Analyses;
using LlmWorkload.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LlmWorkload.Commands;

/// <summary>The analyses by the names that commands use.</summary>
internal static class AnalysisNames
{
    // One word for both of a pair.
    private static readonly Dictionary<string, string[]> Pairs = new()
    {
        ["arrivals"] = ["arrivals", "arrivals-per-user"],
        ["timelines"] = ["model-timelines", "user-timelines"],
    };

    /// <summary>Every analysis in running order. All silos of this version register the same; a client of a cluster has no registry of its own.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. new ServiceCollection().AddAnalyses().BuildServiceProvider().GetRequiredService<AnalysisRegistry>().All.Select(analysis => analysis.Name)];

    /// <summary>The analyses that a list of names means.</summary>
    /// <param name="option">The option that has the list, for its error.</param>
    /// <param name="list">Names separated by commas.</param>
    /// <exception cref="WorkloadException">One of the names is not known.</exception>
    public static HashSet<string> Parse(string option, string list)
    {
        var chosen = new HashSet<string>();
        foreach (var name in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Pairs.TryGetValue(name, out var pair)) chosen.UnionWith(pair);
            else if (All.Contains(name)) chosen.Add(name);
            else throw new WorkloadException($"{option} has '{name}'; expected {string.Join(", ", All.Concat(Pairs.Keys).Distinct())}.") { IsInput = true };
        }

        return chosen;
    }
}
