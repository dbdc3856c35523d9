using System.Numerics;

namespace LlmWorkload.Generation;

/// <summary>
/// Who sends a request when, in order of time: every user is a renewal process with Gamma gaps of shape 1/4 (coefficient of variation 2, so
/// requests come in bursts), users' rates follow Zipf's law. Times are operational microseconds (see <see cref="DailyRhythm"/>).
/// Time is cut into slices that expect the same number of arrivals; a wheel of slices holds every user at its next arrival, so one slice is
/// drawn and sorted at a time, and memory is 20 bytes a user and a slice's arrivals, however many rows there are.
/// </summary>
internal sealed class ArrivalSchedule
{
    private const double UserExponent = 1.1;
    private const double Shape = 0.25;
    private const int ArrivalsPerSlice = 16_384;
    private const int MaxWheel = 1 << 16;
    private const int UserBits = 24;
    private const int None = -1;

    private readonly RandomSource _random;
    private readonly double _sliceMicros;
    private readonly int[] _heads;
    private readonly int[] _following;
    private readonly double[] _next;
    private readonly double[] _scale;
    private ulong[] _arrivals = new ulong[2 * ArrivalsPerSlice];
    private long _slice = -1;

    /// <param name="options">Rows and users.</param>
    /// <param name="operationalMicros">The operational time in which so many rows are expected.</param>
    /// <param name="random">The source of every gap.</param>
    public ArrivalSchedule(GeneratorOptions options, double operationalMicros, RandomSource random)
    {
        _random = random;
        var slices = Math.Max(1, options.Rows / ArrivalsPerSlice);

        // An arrival's place in its slice and its user share 64 bits.
        _sliceMicros = Math.Clamp(Math.Floor(operationalMicros / slices), 1, 1L << 38);
        _heads = new int[Math.Min(MaxWheel, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(slices + 1, MaxWheel)))];
        Array.Fill(_heads, None);
        _following = new int[options.Users];
        _next = new double[options.Users];
        _scale = new double[options.Users];

        var weights = 0.0;
        for (var user = 0; user < options.Users; user++) weights += _scale[user] = Zipf.Weight(user, UserExponent);
        for (var user = 0; user < options.Users; user++)
        {
            var meanGap = operationalMicros * weights / (options.Rows * _scale[user]);
            _scale[user] = meanGap / Shape;

            // The log begins in the middle of things: the first wait is a uniform part of a gap drawn in proportion to its length, which is
            // Gamma of shape + 1.
            _next[user] = random.NextUnit() * random.NextGamma(Shape + 1) * _scale[user];
            Enqueue(user);
        }
    }

    /// <summary>The operational time at which the current slice begins.</summary>
    public double SliceStart => _slice * _sliceMicros;

    /// <summary>Moves on to the next slice that has arrivals, and gives them in order of time; valid until the next call.</summary>
    public ReadOnlySpan<ulong> NextSlice()
    {
        int count;
        do
        {
            _slice++;
            count = Draw();
        }
        while (count == 0);

        // Equal keys are equal arrivals, so the order does not depend on how the runtime sorts.
        var drawn = _arrivals.AsSpan(0, count);
        drawn.Sort();
        return drawn;
    }

    /// <summary>The user of an arrival.</summary>
    public static int UserOf(ulong arrival) => (int)(arrival & ((1 << UserBits) - 1));

    /// <summary>The operational microseconds of an arrival since <see cref="SliceStart"/>.</summary>
    public static double OffsetOf(ulong arrival) => arrival >> UserBits;

    private int Draw()
    {
        var start = SliceStart;
        var end = start + _sliceMicros;
        var count = 0;
        ref var head = ref _heads[_slice & (_heads.Length - 1)];
        var user = head;
        head = None;
        while (user != None)
        {
            var after = _following[user];
            var time = _next[user];
            while (time < end)
            {
                if (count == _arrivals.Length) Array.Resize(ref _arrivals, 2 * count);
                _arrivals[count++] = ((ulong)Math.Max(0, time - start) << UserBits) | (uint)user;
                time += Gap() * _scale[user];
            }
            _next[user] = time;
            Enqueue(user);
            user = after;
        }
        return count;
    }

    private void Enqueue(int user)
    {
        // Rounding may put a time at the edge of a slice that is already drawn.
        var due = Math.Max(_slice + 1, (long)(_next[user] / _sliceMicros));
        ref var head = ref _heads[due & (_heads.Length - 1)];
        _following[user] = head;
        head = user;
    }

    /// <summary>Gamma of shape 1/4: one of shape 5/4 times U^(1 / shape).</summary>
    private double Gap()
    {
        var u = _random.NextPositiveUnit();
        var square = u * u;
        return _random.NextGamma(Shape + 1) * (square * square);
    }
}
