using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>
/// Knows whether a silo was asked to stop while it started. That is no failure, though Orleans and the host throw and log it as one. A
/// failure of the start is told once, by who started it, and not three times with its stack, unless more is asked for.
/// </summary>
internal sealed class CalledOffStart
{
    // The categories of logs that report a cancelled start.
    private static readonly string[] Categories = ["Orleans", "Microsoft.Extensions.Hosting"];

    // Those that report a start that failed, and what is not as it is advised to be.
    private static readonly string[] StartCategories =
        ["Orleans.Runtime.Silo", "Orleans.Runtime.Watchdog", "Microsoft.Extensions.Hosting.Internal.Host"];

    private IHostApplicationLifetime? _lifetime;

    private bool Happened =>
        _lifetime is { ApplicationStopping.IsCancellationRequested: true, ApplicationStarted.IsCancellationRequested: false };

    private bool HasStarted => _lifetime is { ApplicationStarted.IsCancellationRequested: true };

    /// <summary>
    /// Keeps a host's log silent about a start that was called off, and about one that fails where the usual level is above information.
    /// Configured levels stay.
    /// </summary>
    public void Silence(ILoggingBuilder logging, IConfiguration configuration)
    {
        var levels = configuration.GetSection("Logging:LogLevel");
        var usual = levels.GetValue("Default", LogLevel.Information);
        foreach (var category in Categories)
        {
            var least = levels.GetValue(category, usual);
            logging.AddFilter(category, level => level >= least && !Happened);
        }

        if (usual <= LogLevel.Information) return;
        foreach (var category in StartCategories)
        {
            var least = levels.GetValue(category, levels.GetValue("Orleans", usual));
            logging.AddFilter(category, level => level >= least && HasStarted);
        }
    }

    /// <summary>Watches the start of a host.</summary>
    public void Watch(IHostApplicationLifetime lifetime) => _lifetime = lifetime;

    /// <summary>Whether a start failed because it was called off.</summary>
    public bool Explains(Exception failure) => Happened && failure is (OperationCanceledException or OrleansLifecycleCanceledException);
}
