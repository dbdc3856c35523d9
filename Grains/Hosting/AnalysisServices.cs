using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Comparison;
using LlmWorkload.Datasets;
using LlmWorkload.Export;
using LlmWorkload.Models;
using LlmWorkload.Scopes;
using LlmWorkload.Segments;
using LlmWorkload.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LlmWorkload.Hosting;

/// <summary>Registers the analyses and the kernels of all questions.</summary>
internal static class AnalysisServices
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddAnalyses(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AnalysisRegistry>();
        services.TryAddSingleton(static _ => MemoryOptions.Usual);
        services.AddSingleton(static provider => new HeldMemory(provider.GetRequiredService<MemoryOptions>().Budget));
        services.AddSingleton(static provider => new KernelScheduler(provider.GetRequiredService<MemoryOptions>().AtOnce));
        services.AddSingleton<SegmentStore>();
        services.AddSingleton<KnownCatalogs>();
        services.AddSingleton(static provider =>
        {
            var analyses = provider.GetRequiredService<AnalysisRegistry>().Kept;
            return new KernelRegistry(
                [.. analyses.SelectMany(analysis => analysis.ModelKernels), .. ProfileQuestion.Kernels, RowCounts.Kernel,
                    RowSelection.Kernel, KeptCounts.Kernel, KnownTexts.Kernel, PresentColumns.Kernel, .. PoolKernels.All,
                    .. ComparisonKernels.Models],
                [.. analyses.SelectMany(analysis => analysis.PartitionKernels), UserIds.Kernel, UserIds.NearestKernel,
                    UserSums.RankedKernel, KnownUsers.Kernel, ComparisonKernels.Users]);
        });
        return services;
    }
}
