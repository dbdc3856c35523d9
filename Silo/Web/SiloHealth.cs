using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;

namespace LlmWorkload.Web;

/// <summary>A silo is healthy while it is active. Its status is always the description.</summary>
/// <param name="oracle">What the silo knows of itself.</param>
internal sealed class SiloHealth(ISiloStatusOracle oracle) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = oracle.CurrentStatus;
        var words = status.ToString();
        return Task.FromResult(status == SiloStatus.Active ? HealthCheckResult.Healthy(words) : HealthCheckResult.Unhealthy(words));
    }
}
