using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>The least and the greatest of whole numbers.</summary>
internal static class Extremes
{
    /// <summary>Finds both in one pass, as many numbers at a time as a vector holds.</summary>
    /// <param name="values">At least one.</param>
    /// <remarks>Vectors of any width are not compiled ahead: it is compiled well at once.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>
    /// Finds both among the values of a column that are not missing, and how many these are. Without any, the least is above the greatest.
    /// </summary>
    public static (long Least, long Most, int N) OfPresent(ReadOnlySpan<long> column)
    {
        var (least, most, n) = (long.MaxValue, long.MinValue, 0);
        foreach (var value in column)
        {
            if (value == Missing.Value) continue;
            n++;
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        return (least, most, n);
    }
}
