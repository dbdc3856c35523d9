namespace LlmWorkload.Generation;

/// <summary>
/// The rate of requests over the week: quiet at night (UTC), two daytime humps, a dip at the weekend. It is used as a change of clock:
/// arrivals are drawn in operational time, in which the rate is constant, and moved to wall time through the integral of the rate.
/// </summary>
internal sealed class DailyRhythm
{
    private const long HourMicros = 3_600_000_000;
    private const double Weekend = 0.6;

    private static ReadOnlySpan<double> HourOfDay =>
    [
        0.62, 0.52, 0.45, 0.41, 0.42, 0.50, 0.64, 0.84, 1.08, 1.28, 1.38, 1.40,
        1.32, 1.36, 1.46, 1.52, 1.50, 1.42, 1.30, 1.20, 1.12, 1.02, 0.88, 0.74,
    ];

    private readonly long _start;
    private long _hourStart;
    private double _hourStartOperational;
    private long _hourEnd;
    private double _hourEndOperational;
    private double _rate;

    /// <summary>Both clocks begin at <paramref name="start"/>.</summary>
    public DailyRhythm(DateTime start)
    {
        _start = start.Ticks / TimeSpan.TicksPerMicrosecond;
        _hourEnd = _start;
        NextHour();
    }

    /// <summary>The operational microseconds in the first wall microseconds from a start.</summary>
    public static double OperationalMicros(DateTime start, double wallMicros)
    {
        var clock = new DailyRhythm(start);
        while (clock._hourEnd - clock._start < wallMicros) clock.NextHour();
        return clock._hourStartOperational + (wallMicros - (clock._hourStart - clock._start)) * clock._rate;
    }

    /// <summary>
    /// The wall time at an operational one, in microseconds since 0001-01-01. Times must be asked for in order, since the clock only moves
    /// on.
    /// </summary>
    public long WallMicros(double operational)
    {
        while (operational >= _hourEndOperational) NextHour();
        var wall = _hourStart + (long)((operational - _hourStartOperational) / _rate);
        return Math.Min(wall, _hourEnd - 1);
    }

    private void NextHour()
    {
        _hourStart = _hourEnd;
        _hourStartOperational = _hourEndOperational;
        _hourEnd = (_hourStart / HourMicros + 1) * HourMicros;
        _rate = RateAt(_hourStart / HourMicros);
        _hourEndOperational = _hourStartOperational + (_hourEnd - _hourStart) * _rate;
    }

    // 0001-01-01 was a Monday.
    private static double RateAt(long hour)
        => HourOfDay[(int)(hour % 24)] * (hour / 24 % 7 >= 5 ? Weekend : 1);
}
