namespace LlmWorkload.Kernels;

/// <summary>Places in values that ascend, found by halving.</summary>
internal static class Ascending
{
    /// <summary>How many values are below a limit: the place of the first that is not.</summary>
    /// <param name="values">The values, ascending.</param>
    /// <param name="limit">The limit.</param>
    public static int CountBelow(ReadOnlySpan<long> values, long limit)
    {
        var (low, high) = (0, values.Length);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (values[middle] < limit) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
