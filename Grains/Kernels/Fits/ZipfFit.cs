namespace LlmWorkload.Kernels;

/// <summary>
/// The finite Zipf law P(r) = r^(−s)/H, H = Σ r^(−s), over ranks r = 1 … N, fitted to counts by maximum likelihood. The ranks come from
/// the same counts, so the exponent describes them and is no evidence for the law. Discrete maximum likelihood as in Clauset, Shalizi and
/// Newman, SIAM Review 51 (2009) 661, in its form for finitely many ranks.
/// </summary>
/// <param name="Entities">How many ranks there are, N.</param>
/// <param name="Total">The sum of the counts.</param>
/// <param name="Exponent">s, at least 0; 0 where all counts are equal.</param>
/// <param name="LogLikelihood">The logarithm of the likelihood of the counts.</param>
/// <param name="Ks">The greatest distance between the cumulative share of the counts and that of the law.</param>
/// <param name="Norm">H.</param>
internal sealed record ZipfFit(int Entities, Int128 Total, double Exponent, double LogLikelihood, double Ks, double Norm)
{
    private const int MostSteps = 100;
    private const double Precision = 1e-12;

    /// <summary>Fits the law; null for fewer than two counts.</summary>
    /// <param name="descending">Counts above 0, descending.</param>
    public static ZipfFit? Of(ReadOnlySpan<Int128> descending)
    {
        if (descending.Length < 2) return null;
        Int128 total = 0;
        foreach (var count in descending) total += count;
        var logs = new double[descending.Length];
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Log(i + 1);

        CompensatedSum weighted = default;
        CompensatedSum share = default;
        for (var i = logs.Length - 1; i >= 0; i--)
        {
            weighted.Add((double)descending[i] * logs[i]);
            share.Add((double)descending[i] / (double)total * logs[i]);
        }

        var exponent = descending[0] == descending[^1] ? 0 : Root(logs, share.Value);
        var norm = Moments.Of(logs, exponent).Norm;
        return new ZipfFit(
            logs.Length, total, exponent, (-exponent * weighted.Value) - ((double)total * Math.Log(norm)),
            Distance(descending, total, logs, exponent, norm), norm);
    }

    /// <summary>The count that the law expects at a rank.</summary>
    /// <param name="rank">The rank, from 1 on.</param>
    public double Expected(double rank) => (double)Total * Math.Exp(-Exponent * Math.Log(rank)) / Norm;

    // The exponent at which the law's mean of ln r is that of the counts. The mean falls as the exponent grows.
    private static double Root(double[] logs, double mean)
    {
        var (low, high) = (0.0, 1.0);
        while (Moments.Of(logs, high).Mean > mean) high *= 2;
        var exponent = 1.0;
        for (var step = 0; step < MostSteps; step++)
        {
            var moments = Moments.Of(logs, exponent);
            if (moments.Mean > mean) low = exponent;
            else high = exponent;
            var next = exponent + ((moments.Mean - mean) / moments.Variance);
            if (!(next >= low && next <= high)) next = low + ((high - low) / 2);
            var change = Math.Abs(next - exponent);
            exponent = next;
            if (change <= Precision * Math.Max(1, exponent)) break;
        }

        return exponent;
    }

    private static double Distance(ReadOnlySpan<Int128> descending, Int128 total, double[] logs, double exponent, double norm)
    {
        Int128 through = 0;
        CompensatedSum law = default;
        var most = 0.0;
        for (var i = 0; i < logs.Length; i++)
        {
            through += descending[i];
            law.Add(Math.Exp(-exponent * logs[i]));
            most = Math.Max(most, Math.Abs(((double)through / (double)total) - (law.Value / norm)));
        }

        return most;
    }

    /// <summary>H, and mean and variance of ln r, at an exponent.</summary>
    private readonly record struct Moments(double Norm, double Mean, double Variance)
    {
        // From the last rank up, so that the small terms are added first.
        public static Moments Of(double[] logs, double exponent)
        {
            CompensatedSum norm = default, first = default, second = default;
            for (var i = logs.Length - 1; i >= 0; i--)
            {
                var weight = Math.Exp(-exponent * logs[i]);
                norm.Add(weight);
                first.Add(weight * logs[i]);
                second.Add(weight * logs[i] * logs[i]);
            }

            var mean = first.Value / norm.Value;
            return new Moments(norm.Value, mean, (second.Value / norm.Value) - (mean * mean));
        }
    }
}
