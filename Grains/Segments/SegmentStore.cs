using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LlmWorkload.Segments;

/// <summary>Where grains keep their segments.</summary>
/// <param name="storage">Keeps them.</param>
/// <param name="memory">Room for those that are in memory, and for the answers made of them.</param>
internal sealed class SegmentStore([FromKeyedServices(StorageNames.Provider)] IGrainStorage storage, HeldMemory memory)
{
    /// <summary>Room for segments and answers.</summary>
    public HeldMemory Memory => memory;

    /// <summary>The log of a grain. It is not loaded yet.</summary>
    /// <param name="owner">The grain.</param>
    /// <param name="recordPrefix">Begins the names of its records.</param>
    public SegmentLog LogOf(GrainId owner, string recordPrefix) => new(storage, memory, owner, recordPrefix);
}
