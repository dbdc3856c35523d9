using System.Runtime.InteropServices;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// Finds what happens in each minute of UTC: how many requests are in progress on average and at most, and how many start and end. Only
/// minutes with a start or an end are kept; between them the level stays.
/// </summary>
internal sealed class MinuteTally
{
    private const long Minute = TimeSpan.TicksPerMinute;

    private readonly List<long> _minutes = [];
    private readonly List<long> _integrals = [];
    private readonly List<long> _max = [];
    private readonly List<long> _starts = [];
    private readonly List<long> _ends = [];
    private readonly List<long> _after = [];
    private long _at;
    private long _level;

    /// <summary>Adds what happens at a tick.</summary>
    /// <param name="tick">The tick, behind the one before.</param>
    /// <param name="starts">Starts at the tick.</param>
    /// <param name="ends">Ends at the tick.</param>
    /// <param name="level">The level after them.</param>
    public void Add(long tick, int starts, int ends, int level)
    {
        var minute = tick / Minute;
        if (_minutes.Count == 0 || _minutes[^1] != minute)
        {
            if (_minutes.Count > 0) Close();

            // The level at the minute's first tick counts, which is what holds after all that happens at this tick.
            var isAtStart = tick == minute * Minute;
            _minutes.Add(minute);
            _integrals.Add(_level * (tick - (minute * Minute)));
            _max.Add(isAtStart ? 0 : _level);
            _starts.Add(0);
            _ends.Add(0);
        }
        else
        {
            _integrals[^1] += _level * (tick - _at);
        }

        (_at, _level) = (tick, level);
        _max[^1] = Math.Max(_max[^1], level);
        _starts[^1] += starts;
        _ends[^1] += ends;
    }

    /// <summary>What was added. Nothing must be added afterwards.</summary>
    public MinuteLevels End()
    {
        if (_minutes.Count > 0) Close();
        return new MinuteLevels(Packed(_minutes), Packed(_integrals), Packed(_max), Packed(_starts), Packed(_ends), Packed(_after));
    }

    private static byte[] Packed(List<long> values) => PackedIntegers.Encode(CollectionsMarshal.AsSpan(values));

    private void Close()
    {
        _integrals[^1] += _level * (((_minutes[^1] + 1) * Minute) - _at);
        _after.Add(_level);
    }
}
