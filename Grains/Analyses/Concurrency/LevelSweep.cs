namespace LlmWorkload.Analyses;

/// <summary>
/// Goes through starts and ends in the order of time and keeps the level, how many requests are in progress. At one tick ends come before
/// starts, and the level at the tick is what holds after them all. All is in whole numbers.
/// </summary>
/// <param name="minutes">Gets what happens minute by minute; null where nobody asks for it.</param>
internal sealed class LevelSweep(MinuteTally? minutes = null)
{
    private readonly List<long> _ticksAt = [0];
    private long _first = Missing.Value;
    private long _at;
    private int _level;
    private int _max;
    private long _maxAt = Missing.Value;

    /// <summary>Adds starts and ends. What is added later comes later in time, at no tick that was added before.</summary>
    /// <param name="starts">Starts in ticks, ascending.</param>
    /// <param name="ends">Ends in ticks, ascending; each is behind its start, which comes at the same time or came before.</param>
    public void Add(ReadOnlySpan<long> starts, ReadOnlySpan<long> ends)
    {
        for (int start = 0, end = 0; start < starts.Length || end < ends.Length;)
        {
            var tick = Math.Min(start < starts.Length ? starts[start] : long.MaxValue, end < ends.Length ? ends[end] : long.MaxValue);
            var (begun, ended) = (start, end);
            while (end < ends.Length && ends[end] == tick) end++;
            while (start < starts.Length && starts[start] == tick) start++;
            Pass(tick, start - begun, end - ended);
        }
    }

    /// <summary>What was swept. Nothing must be added afterwards.</summary>
    public SweptLevels End() => new(_first, _at, _max, _maxAt, [.. _ticksAt]);

    private void Pass(long tick, int starts, int ends)
    {
        if (_first == Missing.Value) (_first, _at) = (tick, tick);
        _ticksAt[_level] += tick - _at;
        _at = tick;
        _level += starts - ends;
        while (_level >= _ticksAt.Count) _ticksAt.Add(0);
        if (_level > _max) (_max, _maxAt) = (_level, tick);
        minutes?.Add(tick, starts, ends, _level);
    }
}
