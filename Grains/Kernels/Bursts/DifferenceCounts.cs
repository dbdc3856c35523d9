using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// The distribution of the inter-arrival times of a sequence whose starts come a part after the other. The parts are merged as they come,
/// so that no more is held than the distinct times.
/// </summary>
internal sealed class DifferenceCounts
{
    private readonly List<FrequencyMap> _parts = [];
    private long _last = Missing.Value;

    /// <summary>How many inter-arrival times were below a millisecond and are raised to it.</summary>
    public long Raised { get; private set; }

    /// <summary>Adds starts.</summary>
    /// <param name="ascending">UTC ticks, ascending, none before a start that was added earlier.</param>
    public void Add(ReadOnlySpan<long> ascending)
    {
        if (ascending.IsEmpty) return;
        using var scratch = new Scratch();
        var differences = scratch.Rent<long>(ascending.Length);
        var n = 0;
        foreach (var start in ascending)
        {
            if (_last != Missing.Value)
            {
                if (start - _last < DifferenceSums.Least) Raised++;
                differences[n++] = Math.Max(start - _last, DifferenceSums.Least);
            }

            _last = start;
        }

        _parts.Add(FrequencyMap.Of(differences[..n]));

        // As in a binary counter: each time is merged as often as there are powers of two below the number of parts.
        while (_parts.Count > 1 && _parts[^2].N <= 2 * _parts[^1].N)
        {
            var merged = FrequencyMap.Merge([_parts[^2], _parts[^1]]);
            _parts.RemoveRange(_parts.Count - 2, 2);
            _parts.Add(merged);
        }
    }

    /// <summary>The inter-arrival times in ticks, each at least a millisecond.</summary>
    public FrequencyMap Ticks() => FrequencyMap.Merge(_parts);
}
