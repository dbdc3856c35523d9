namespace LlmWorkload.Tests.Load;

/// <summary>The definition of throughput, second by second, in exact fractions where it matters and without any care for speed.</summary>
internal static class PlainThroughput
{
    public const long Second = TimeSpan.TicksPerSecond;

    /// <summary>Tokens in every second from the floor of the first begin to the ceiling of the last end.</summary>
    public static (long First, double[] Rates) PerSecond(IReadOnlyList<(long Begin, long End, long Tokens)> phases)
    {
        var first = phases.Min(phase => phase.Begin) / Second;
        var end = (phases.Max(phase => phase.End) + Second - 1) / Second;
        var rates = new double[end - first];
        for (var i = 0; i < rates.Length; i++)
        {
            var (from, to) = ((first + i) * Second, (first + i + 1) * Second);
            rates[i] = phases.Sum(phase =>
            {
                var overlap = Math.Min(to, phase.End) - Math.Max(from, phase.Begin);
                return overlap <= 0 ? 0 : phase.Tokens * (double)overlap / (phase.End - phase.Begin);
            });
        }

        return (first, rates);
    }
}
