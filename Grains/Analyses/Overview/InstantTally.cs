using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Counts different instants, and finds the least distance between two of them.</summary>
internal sealed class InstantTally
{
    private long _last = Missing.Value;

    /// <summary>How many different instants there are.</summary>
    public long Distinct { get; private set; }

    /// <summary>The least distance between two of them, in ticks; null where there are fewer than two.</summary>
    public long? Resolution { get; private set; }

    /// <summary>Adds instants.</summary>
    /// <param name="ascending">UTC ticks, ascending, none before an instant that was added earlier; equal ones count once.</param>
    public void Add(ReadOnlySpan<long> ascending)
    {
        foreach (var instant in ascending)
        {
            if (instant == _last) continue;
            if (_last != Missing.Value) Resolution = Math.Min(Resolution ?? long.MaxValue, instant - _last);
            (_last, Distinct) = (instant, Distinct + 1);
        }
    }
}
