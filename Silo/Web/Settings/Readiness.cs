using LlmWorkload.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace LlmWorkload.Web;

/// <summary>
/// Whether a silo can answer: it is an active member of its cluster, and its storage answers in time and takes what is written.
/// </summary>
/// <param name="oracle">What the silo knows of itself.</param>
/// <param name="storage">Where its grains' state is.</param>
internal sealed class Readiness(ISiloStatusOracle oracle, [FromKeyedServices(StorageNames.Provider)] IGrainStorage storage)
{
    private const string Probe = "readiness";

    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(2);

    private readonly GrainId _own = GrainId.Create(Probe, $"{Guid.NewGuid():N}");

    /// <summary>Why it cannot; null where it can.</summary>
    public async Task<string?> WhyNotAsync(CancellationToken cancellationToken)
    {
        if (oracle.CurrentStatus != SiloStatus.Active) return $"The silo is {oracle.CurrentStatus}";
        try
        {
            // Nobody writes this record: what is asked is whether there is an answer.
            await storage.ReadStateAsync(Probe, GrainId.Create(Probe, Probe), new GrainState<Nothing>()).WaitAsync(
                LongestRead, cancellationToken);
            if (storage is not IWrittenStorage { FailsToWrite: true }) return null;
        }
        catch (TimeoutException)
        {
            return $"The storage has not answered within {LongestRead.TotalSeconds:0} seconds";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return "The storage fails";
        }

        return await WhyNotWrittenAsync(cancellationToken);
    }

    // Who is sent nothing any more writes nothing, and would stay as it is where the storage takes writes again.
    private async Task<string?> WhyNotWrittenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync().WaitAsync(LongestRead, cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return "The storage takes no writes";
        }
    }

    private async Task WriteAsync()
    {
        var record = new GrainState<byte[]>();
        await storage.ReadStateAsync(Probe, _own, record);
        record.State = [1];
        await storage.WriteStateAsync(Probe, _own, record);
        await storage.ClearStateAsync(Probe, _own, record);
    }

    /// <summary>The state of the record. Storages make one, so it can be made without arguments.</summary>
    private sealed class Nothing;
}
