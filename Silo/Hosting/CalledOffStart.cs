using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>
/// Knows whether a silo was asked to stop while it started. That is no failure, though Orleans and the host throw and log it as one.
/// </summary>
internal sealed class CalledOffStart
{
    // The categories of logs that report a cancelled start.
    private static readonly string[] Categories = ["Orleans", "Microsoft.Extensions.Hosting"];

    private IHostApplicationLifetime? _lifetime;

    private bool Happened =>
        _lifetime is { ApplicationStopping.IsCancellationRequested: true, ApplicationStarted.IsCancellationRequested: false };

    /// <summary>Keeps a host's log silent about a start that was called off. Configured levels stay.</summary>
    public void Silence(ILoggingBuilder logging, IConfiguration configuration)
    {
        var levels = configuration.GetSection("Logging:LogLevel");
        var usual = levels.GetValue("Default", LogLevel.Information);
        foreach (var category in Categories)
        {
            var least = levels.GetValue(category, usual);
            logging.AddFilter(category, level => level >= least && !Happened);
        }
    }

    /// <summary>Watches the start of a host.</summary>
    public void Watch(IHostApplicationLifetime lifetime) => _lifetime = lifetime;

    /// <summary>Whether a start failed because it was called off.</summary>
    public bool Explains(Exception failure) => Happened && failure is (OperationCanceledException or OrleansLifecycleCanceledException);
}
