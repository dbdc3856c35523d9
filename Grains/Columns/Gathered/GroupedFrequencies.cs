using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>Exact distributions of whole numbers by a key, such as those of each month. Keys without values are not in it.</summary>
/// <param name="Keys">The keys, ascending.</param>
/// <param name="Maps">The distribution of each.</param>
[GenerateSerializer, Immutable, Alias("llmwl.columns.grouped")]
internal sealed record GroupedFrequencies([property: Id(0)] long[] Keys, [property: Id(1)] PackedFrequencies[] Maps)
{
    /// <summary>Nothing.</summary>
    public static GroupedFrequencies None { get; } = new([], []);

    /// <summary>The distributions of the values of rows.</summary>
    /// <param name="keys">A key for each row; missing for a row that is left out.</param>
    /// <param name="values">The value of each row that has a key.</param>
    public static GroupedFrequencies Of(ReadOnlySpan<long> keys, ReadOnlySpan<long> values)
    {
        using var scratch = new Scratch();
        var (distinct, rankOf) = RankedKeys.Of(keys, scratch);
        var grouped = GroupedRows<long>.Of(rankOf, distinct.Length, values, scratch);
        var maps = new PackedFrequencies[distinct.Length];
        for (var i = 0; i < maps.Length; i++) maps[i] = FrequencyMap.Pack(grouped[i]);
        return new GroupedFrequencies(distinct, maps);
    }

    /// <summary>The distributions of all values together.</summary>
    public static GroupedFrequencies Merge(IReadOnlyList<GroupedFrequencies> several)
    {
        if (several is [var only]) return only;
        var byKey = new SortedDictionary<long, List<PackedFrequencies>>();
        foreach (var each in several)
        {
            for (var i = 0; i < each.Keys.Length; i++)
            {
                if (!byKey.TryGetValue(each.Keys[i], out var maps)) byKey.Add(each.Keys[i], maps = []);
                maps.Add(each.Maps[i]);
            }
        }

        return new GroupedFrequencies([.. byKey.Keys], [.. byKey.Values.Select(maps => PackedFrequencies.Merge(maps))]);
    }

    /// <summary>The distribution of a key; empty where it has no values.</summary>
    public FrequencyMap Of(long key) =>
        Array.BinarySearch(Keys, key) is >= 0 and var at ? FrequencyMap.Decode(Maps[at]) : FrequencyMap.Empty;
}
