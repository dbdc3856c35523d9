namespace LlmWorkload.Kernels;

/// <summary>
/// Tokens in every whole second, where each phase of a request spreads its tokens evenly over its time.
/// </summary>
/// <remarks>
/// Rates are kept as changes from second to second in fixed point (128 bits, 56 of them after the point). A phase takes away exactly what
/// it added: an idle second is exactly 0, the order of rows cannot show, and a long phase costs no more than a short one. An amount is
/// the nearest double cut at 2⁻⁵⁶ tokens; where all requests come to 2⁷⁰ tokens or more, so many bits fewer are after the point. The
/// changes lie in pages. A page is written out, and used again, as soon as no later row can reach it. So memory follows the disorder of
/// the rows and not the span.
/// </remarks>
internal static class ThroughputIntegral
{
    private const int BlockRows = 4_096;
    private const int MostFraction = 56;

    // The changes of a second add up to less than all tokens twice, and have a sign.
    private const int RoomForTokens = 126;

    /// <summary>
    /// Tokens per second in each second from the floor of the first begin to the ceiling of the last end; no seconds without phases.
    /// </summary>
    /// <param name="begin">Begins in ticks, ≥ 0, in any order.</param>
    /// <param name="end">Ends in ticks, each after its begin.</param>
    /// <param name="tokens">Tokens of each, ≥ 0.</param>
    public static ThroughputRuns PerSecond(ReadOnlySpan<long> begin, ReadOnlySpan<long> end, ReadOnlySpan<long> tokens)
    {
        if (begin.IsEmpty) return new ThroughputRuns(0);
        var earliest = EarliestFrom(begin);
        var last = 0L;
        foreach (var instant in end) last = Math.Max(last, instant);
        var changes = new Changes(Second(earliest[0]), Second(last - 1) + 1, UnitOf(tokens));
        for (var row = 0; row < begin.Length; row++)
        {
            if (row % BlockRows == 0) changes.WriteBefore(Second(earliest[row / BlockRows]));
            Add(changes, begin[row], end[row], tokens[row]);
        }

        return changes.WriteAll();
    }

    // What one token is in fixed point.
    private static double UnitOf(ReadOnlySpan<long> tokens)
    {
        var sum = 0.0;
        foreach (var each in tokens) sum += each;
        return Math.ScaleB(1, Math.Min(MostFraction, RoomForTokens - 1 - Math.ILogB(Math.Max(sum, 1))));
    }

    private static long Second(long ticks) => ticks / TimeSpan.TicksPerSecond;

    // For each block of rows, the earliest begin in it and in all blocks after it.
    private static long[] EarliestFrom(ReadOnlySpan<long> begin)
    {
        var earliest = new long[(begin.Length + BlockRows - 1) / BlockRows];
        var least = long.MaxValue;
        for (var row = begin.Length - 1; row >= 0; row--)
        {
            least = Math.Min(least, begin[row]);
            earliest[row / BlockRows] = least;
        }

        return earliest;
    }

    private static void Add(Changes changes, long begin, long end, long tokens)
    {
        if (tokens == 0) return;
        var first = Second(begin);
        var last = Second(end - 1);
        if (first == last)
        {
            var all = changes.Fixed(tokens);
            changes.Add(first, all);
            changes.Add(last + 1, -all);
            return;
        }

        double span = end - begin;
        var head = changes.Fixed(tokens * (double)((first + 1) * TimeSpan.TicksPerSecond - begin) / span);
        var tail = changes.Fixed(tokens * (double)(end - last * TimeSpan.TicksPerSecond) / span);
        var whole = last - first == 1 ? tail : changes.Fixed(tokens * Units.TicksPerSecond / span);
        changes.Add(first, head);
        changes.Add(first + 1, whole - head);
        if (last - first > 1) changes.Add(last, tail - whole);
        changes.Add(last + 1, -tail);
    }

    /// <summary>The changes of the rate that are not yet written out.</summary>
    private sealed class Changes(long first, long end, double one)
    {
        private const int PageBits = 12;
        private const int PageSeconds = 1 << PageBits;

        private readonly ThroughputRuns _runs = new(first);
        private readonly Dictionary<long, Int128[]> _pages = [];
        private readonly PriorityQueue<long, long> _order = new();
        private readonly Stack<Int128[]> _free = new();
        private Int128[] _page = [];
        private long _number = -1;
        private Int128 _rate;

        public Int128 Fixed(double amount)
        {
            var scaled = amount * one;
            return scaled < long.MaxValue ? (long)scaled : (Int128)scaled;
        }

        public void Add(long second, Int128 change)
        {
            var number = second >> PageBits;
            if (number != _number) Open(number);
            _page[second & (PageSeconds - 1)] += change;
        }

        public void WriteBefore(long second)
        {
            while (_order.TryPeek(out var number, out _) && number < second >> PageBits) WriteNext();
        }

        public ThroughputRuns WriteAll()
        {
            while (_order.Count > 0) WriteNext();
            _runs.Append(0, end - _runs.End);
            return _runs;
        }

        private void Open(long number)
        {
            _number = number;
            if (_pages.TryGetValue(number, out var page))
            {
                _page = page;
                return;
            }

            _page = _free.TryPop(out var free) ? free : new Int128[PageSeconds];
            _pages.Add(number, _page);
            _order.Enqueue(number, number);
        }

        private void WriteNext()
        {
            var number = _order.Dequeue();
            _pages.Remove(number, out var page);
            if (number == _number) _number = -1;
            var from = Math.Max(number << PageBits, _runs.First);
            var to = Math.Min((number + 1) << PageBits, end);
            var value = (double)_rate / one;
            if (from > _runs.End) _runs.Append(value, from - _runs.End);
            for (var second = from; second < to; second++)
            {
                var change = page![second & (PageSeconds - 1)];
                if (change != 0)
                {
                    _rate += change;
                    value = (double)_rate / one;
                }

                _runs.Append(value, 1);
            }

            Array.Clear(page!);
            _free.Push(page!);
        }
    }
}
