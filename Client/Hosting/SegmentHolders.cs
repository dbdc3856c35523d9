using LlmWorkload.Models;
using LlmWorkload.Users;
using Orleans.Serialization.TypeSystem;

namespace LlmWorkload.Hosting;

/// <summary>The kinds of grains that hold rows.</summary>
internal static class SegmentHolders
{
    /// <summary>Their types, as Orleans' statistics call them.</summary>
    public static string[] Types { get; } = [.. ((Type[])[typeof(ModelGrain), typeof(ModelPartGrain), typeof(UserPartitionGrain)]).Select(type => RuntimeTypeNameFormatter.Format(type))];
}
