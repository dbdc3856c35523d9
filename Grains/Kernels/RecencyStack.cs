namespace LlmWorkload.Kernels;

/// <summary>
/// Things by when they were touched last. It tells at which depth a thing lies: the least capacity of a cache, out of which the least
/// recently used goes first, that still has it (Mattson et al., IBM Systems Journal 9 (1970) 78). Touches and depths take O(log n).
/// </summary>
/// <param name="things">How many things there are.</param>
/// <param name="touches">How many touches there will be at most.</param>
internal sealed class RecencyStack(int things, int touches)
{
    // A tree of sums (Fenwick, Software 24 (1994) 327): for each touch whether it is still its thing's last one.
    private readonly int[] _sums = new int[touches + 1];
    private readonly int[] _last = new int[things];
    private int _touched;
    private int _different;

    /// <summary>The depth of a thing, 1 for the one that was touched last; null where it was never touched.</summary>
    public int? DepthOf(int thing) => _last[thing] == 0 ? null : _different - Before(_last[thing]);

    /// <summary>Touches a thing.</summary>
    public void Touch(int thing)
    {
        if (_last[thing] > 0) Add(_last[thing], -1);
        else _different++;
        _last[thing] = ++_touched;
        Add(_touched, 1);
    }

    // Last touches before a touch.
    private int Before(int touch)
    {
        var sum = 0;
        for (var at = touch - 1; at > 0; at &= at - 1) sum += _sums[at];
        return sum;
    }

    private void Add(int touch, int change)
    {
        for (var at = touch; at < _sums.Length; at += at & -at) _sums[at] += change;
    }
}
