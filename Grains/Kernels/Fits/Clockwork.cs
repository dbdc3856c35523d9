namespace LlmWorkload.Kernels;

/// <summary>Times that are as regular as a clock's: no law but the exponential is fitted to them.</summary>
internal static class Clockwork
{
    // A gamma shape above 10⁴ keeps no nine digits: CV² = 1/shape.
    private const int MostShape = 10_000;

    /// <summary>Whether the coefficient of variation is below 0.01, decided in whole numbers.</summary>
    /// <param name="ticks">Times in ticks, at least one.</param>
    public static bool Is(FrequencyMap ticks)
    {
        var sums = ExactSums.Of(ticks);
        var square = sums.Sum * sums.Sum;
        return MostShape * ((sums.N * sums.Squares) - square) < square;
    }
}
