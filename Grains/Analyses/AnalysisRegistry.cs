using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace LlmWorkload.Analyses;

/// <summary>The analyses of this build: the class of each line of <see cref="AnalysisInfo.Kept"/>.</summary>
internal sealed class AnalysisRegistry
{
    /// <summary>Makes every analysis.</summary>
    /// <exception cref="InvalidOperationException">A line has no class, or a class no line.</exception>
    public AnalysisRegistry(IServiceProvider services)
    {
        var made = typeof(IAnalysis).Assembly.GetCustomAttributes<AnalysisAttribute>()
            .Select(analysis => (IAnalysis)ActivatorUtilities.CreateInstance(services, analysis.Type))
            .ToDictionary(analysis => analysis.Info.Name);
        if (made.Count != AnalysisInfo.Kept.Count())
            throw new InvalidOperationException("The analyses are not those of AnalysisInfo.Kept.");
        Kept = [.. AnalysisInfo.Kept.Select(info => made[info.Name])];
        All = [.. Kept.Where(analysis => analysis.Info != AnalysisInfo.Summary)];
    }

    /// <summary>Every analysis, in the order in which they run.</summary>
    public IReadOnlyList<IAnalysis> All { get; }

    /// <summary>Everything that is computed and kept as analyses are.</summary>
    public IReadOnlyList<IAnalysis> Kept { get; }

    /// <summary>The analysis of that name.</summary>
    /// <exception cref="WorkloadException">There is none.</exception>
    public IAnalysis Find(string name)
    {
        var info = AnalysisInfo.Find(name);
        return Kept.First(analysis => analysis.Info == info);
    }
}
