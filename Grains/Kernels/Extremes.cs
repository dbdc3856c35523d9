using System.Numerics;
using System.Runtime.InteropServices;

namespace LlmWorkload.Kernels;

/// <summary>The least and the greatest of whole numbers.</summary>
internal static class Extremes
{
    /// <summary>Finds both in one pass, as many numbers at a time as a vector holds.</summary>
    /// <param name="values">At least one.</param>
    public static (long Least, long Most) Of(ReadOnlySpan<long> values)
    {
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(values);
        var (least, most) = (new Vector<long>(long.MaxValue), new Vector<long>(long.MinValue));
        foreach (var vector in vectors) (least, most) = (Vector.Min(least, vector), Vector.Max(most, vector));
        var all = (Least: values[^1], Most: values[^1]);
        for (var i = 0; i < Vector<long>.Count; i++) all = (Math.Min(all.Least, least[i]), Math.Max(all.Most, most[i]));
        foreach (var value in values[(vectors.Length * Vector<long>.Count)..])
            all = (Math.Min(all.Least, value), Math.Max(all.Most, value));
        return all;
    }
}
