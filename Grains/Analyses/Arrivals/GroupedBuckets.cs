namespace LlmWorkload.Kernels;

/// <summary>For each group of values, the buckets whose values are wanted.</summary>
/// <param name="Groups">The groups, ascending.</param>
/// <param name="Buckets">For each group, numbers of <see cref="ValueBuckets"/>.</param>
[GenerateSerializer, Immutable, Alias("llmwl.grouped.buckets")]
internal sealed record GroupedBuckets([property: Id(0)] int[] Groups, [property: Id(1)] long[][] Buckets)
{
    /// <summary>Picks the wanted values of one group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="values">All of its values, none missing.</param>
    public FrequencyMap Pick(int group, ReadOnlySpan<long> values)
    {
        var at = Array.BinarySearch(Groups, group);
        return at < 0 ? FrequencyMap.Empty : ValueBuckets.Pick(values, Buckets[at]);
    }
}
