namespace LlmWorkload.Datasets;

/// <summary>First and last instants in ticks, both missing where there are no rows.</summary>
internal static class Instants
{
    /// <summary>The first and the last of both.</summary>
    public static (long First, long Last) Join((long First, long Last) one, (long First, long Last) other)
    {
        if (one.First == Missing.Value) return other;
        if (other.First == Missing.Value) return one;
        return (Math.Min(one.First, other.First), Math.Max(one.Last, other.Last));
    }
}
