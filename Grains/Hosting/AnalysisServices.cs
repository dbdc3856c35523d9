using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LlmWorkload.Hosting;

/// <summary>Registers the analyses. To add one: write its class, and add its line here.</summary>
public static class AnalysisServices
{
    /// <summary>Adds every analysis, in the order in which they run.</summary>
    public static IServiceCollection AddAnalyses(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IAnalysis, Overview>();
        services.AddSingleton<IAnalysis, UserAnalysis>();
        services.AddSingleton<IAnalysis, TokenDistributions>();
        services.AddSingleton<IAnalysis, InterArrival>();
        services.AddSingleton<IAnalysis, InterArrivalPerUser>();
        services.AddSingleton<IAnalysis, ModelDiversity>();
        services.AddSingleton<IAnalysis, ModelStatistics>();
        services.AddSingleton<IAnalysis, UserArrivals>();
        services.AddSingleton<IAnalysis, TtftAnalysis>();
        services.AddSingleton<IAnalysis, Throughput>();
        services.AddSingleton<IAnalysis, LatencyUnderLoad>();
        services.AddSingleton<IAnalysis, ModelTimelines>();
        services.AddSingleton<IAnalysis, UserTimelines>();

        services.AddSingleton<AnalysisRegistry>();
        services.AddSingleton<KernelScheduler>();
        services.AddSingleton(provider =>
        {
            var analyses = provider.GetRequiredService<AnalysisRegistry>().All;
            return new KernelRegistry(
                [.. analyses.SelectMany(analysis => analysis.ModelKernels), ProfileQuestion.Kernel, DistinctUsers.Kernel, TimeRanges.Kernel, ColumnOutlines.Kernel],
                analyses.SelectMany(analysis => analysis.PartitionKernels));
        });
        return services;
    }
}
