using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LlmWorkload.Storage;

/// <summary>The serializer of payloads, the same for every provider.</summary>
internal static class StorageSerializer
{
    /// <summary>Orleans' binary serializer, since segments are packed bytes already.</summary>
    public static IGrainStorageSerializer Binary(IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(services);
}
