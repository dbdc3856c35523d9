using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LlmWorkload.Storage;

/// <summary>What every provider writes payloads with.</summary>
internal static class StorageSerializer
{
    /// <summary>Orleans' binary serializer, since segments are bytes that are packed already.</summary>
    public static IGrainStorageSerializer Binary(IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(services);
}
