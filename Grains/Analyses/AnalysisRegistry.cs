namespace LlmWorkload.Analyses;

/// <summary>The analyses that this build knows, in the order in which they run.</summary>
public sealed class AnalysisRegistry(IEnumerable<IAnalysis> analyses)
{
    /// <summary>Every analysis.</summary>
    public IReadOnlyList<IAnalysis> All { get; } = [.. analyses];

    /// <summary>The analysis of that name.</summary>
    /// <exception cref="WorkloadException">There is none.</exception>
    public IAnalysis Find(string name) => All.FirstOrDefault(analysis => analysis.Name == name)
        ?? throw new WorkloadException($"There is no analysis '{name}'. There are: {string.Join(", ", All.Select(analysis => analysis.Name))}.") { IsInput = true };
}
