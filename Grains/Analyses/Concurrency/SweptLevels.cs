namespace LlmWorkload.Analyses;

/// <summary>How long how many requests were in progress.</summary>
/// <param name="First">The first start in ticks; missing where no request lasts.</param>
/// <param name="Last">The last end in ticks.</param>
/// <param name="Max">The highest level.</param>
/// <param name="MaxAt">The first tick at which it holds; missing where no request lasts.</param>
/// <param name="TicksAt">How many ticks each level holds, from 0 on.</param>
[GenerateSerializer, Immutable, Alias("llmwl.concurrency.levels")]
internal sealed record SweptLevels(
    [property: Id(0)] long First,
    [property: Id(1)] long Last,
    [property: Id(2)] int Max,
    [property: Id(3)] long MaxAt,
    [property: Id(4)] long[] TicksAt)
{
    /// <summary>Ticks from the first start to the last end; 0 where no request lasts.</summary>
    public long Span => First == Missing.Value ? 0 : Last - First;

    /// <summary>The sum of the durations in ticks.</summary>
    public Int128 Sum()
    {
        Int128 sum = 0;
        for (var level = 1; level < TicksAt.Length; level++) sum += (Int128)level * TicksAt[level];
        return sum;
    }

    /// <summary>The least level at or below which a share of the time is spent.</summary>
    /// <param name="thousandths">The share.</param>
    public long Quantile(int thousandths)
    {
        const int Whole = 1_000;
        Int128 upTo = 0;
        for (var level = 0; level < TicksAt.Length; level++)
        {
            upTo += TicksAt[level];
            if (Whole * upTo >= thousandths * (Int128)Span) return level;
        }

        return Max;
    }

    /// <summary>The levels that hold for any time, and the share of the time at or below each.</summary>
    public (double[] Levels, double[] Shares) Cdf()
    {
        var (levels, shares) = (new List<double>(), new List<double>());
        Int128 upTo = 0;
        for (var level = 0; level < TicksAt.Length; level++)
        {
            if (TicksAt[level] == 0) continue;
            upTo += TicksAt[level];
            levels.Add(level);
            shares.Add((double)upTo / Span);
        }

        return ([.. levels], [.. shares]);
    }
}
