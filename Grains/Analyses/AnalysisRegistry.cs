using Microsoft.Extensions.DependencyInjection;

namespace LlmWorkload.Analyses;

/// <summary>The analyses of this build: the class of each line of <see cref="AnalysisInfo.All"/>.</summary>
internal sealed class AnalysisRegistry
{
    /// <summary>Makes every analysis.</summary>
    /// <exception cref="InvalidOperationException">A line has no class, or a class no line.</exception>
    public AnalysisRegistry(IServiceProvider services)
    {
        var made = typeof(IAnalysis).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IAnalysis)))
            .Select(type => (IAnalysis)ActivatorUtilities.CreateInstance(services, type))
            .ToDictionary(analysis => analysis.Info.Name);
        if (made.Count != AnalysisInfo.All.Count) throw new InvalidOperationException("The analyses are not those of AnalysisInfo.All.");
        All = [.. AnalysisInfo.All.Select(info => made[info.Name])];
    }

    /// <summary>Every analysis, in the order in which they run.</summary>
    public IReadOnlyList<IAnalysis> All { get; }

    /// <summary>The analysis of that name.</summary>
    /// <exception cref="WorkloadException">There is none.</exception>
    public IAnalysis Find(string name)
    {
        var info = AnalysisInfo.Find(name);
        return All.First(analysis => analysis.Info == info);
    }
}
