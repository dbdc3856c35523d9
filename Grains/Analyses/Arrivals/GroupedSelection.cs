namespace LlmWorkload.Kernels;

/// <summary>
/// The boxes of groups whose values lie in many places. The values are not gathered: the outlines tell which buckets hold the order
/// statistics, and only the values of these buckets are needed.
/// </summary>
internal sealed class GroupedSelection
{
    private readonly int[] _groups;
    private readonly ColumnOutline[] _outlines;
    private readonly OrderSelection[] _selections;

    /// <summary>Looks for the order statistics of each group.</summary>
    /// <param name="places">The outlines at each place.</param>
    public GroupedSelection(IReadOnlyList<GroupedOutlines> places)
    {
        var byGroup = places.SelectMany(place => place.Groups.Zip(place.Outlines)).GroupBy(each => each.First, each => each.Second)
            .OrderBy(group => group.Key).ToArray();
        _groups = Array.ConvertAll(byGroup, group => group.Key);
        _outlines = Array.ConvertAll(byGroup, group => ColumnOutline.Merge([.. group]));
        _selections = Array.ConvertAll(_outlines, outline => new OrderSelection(FrequencyMap.Decode(outline.Buckets)));
        Wanted = new GroupedBuckets(_groups, Array.ConvertAll(_selections, selection => selection.Buckets));
    }

    /// <summary>What is needed from each place.</summary>
    public GroupedBuckets Wanted { get; }

    /// <summary>The groups, ascending, and the box of each.</summary>
    /// <param name="places">The values that were wanted from each place.</param>
    /// <param name="unit">What the values are divided by in the result.</param>
    public (int[] Groups, BoxStatistics[] Boxes) Boxes(IReadOnlyList<GroupedValues> places, double unit)
    {
        var byGroup = places.SelectMany(place => place.Groups.Zip(place.Values)).ToLookup(
            each => each.First, each => FrequencyMap.Decode(each.Second));
        var boxes = new BoxStatistics[_groups.Length];
        for (var i = 0; i < boxes.Length; i++)
        {
            var picked = FrequencyMap.Merge([.. byGroup[_groups[i]]]);
            boxes[i] = Kernels.Boxes.Of(_outlines[i].Sums, _selections[i].Of(picked), unit);
        }

        return (_groups, boxes);
    }
}
