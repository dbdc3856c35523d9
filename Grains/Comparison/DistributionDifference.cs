using LlmWorkload.Kernels;

namespace LlmWorkload.Comparison;

/// <summary>A distribution of two sides, compared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Model">The model on both sides; null for all models together.</param>
/// <param name="NA">Values of side A.</param>
/// <param name="NB">Values of side B.</param>
/// <param name="Apart">What says how far they are apart; null where a side has no values.</param>
internal sealed record DistributionDifference(string Name, MatchedModel? Model, long NA, long NB, DistributionDifference.Distances? Apart)
{
    /// <summary>The quantiles that are compared, in the order of <see cref="ComparedNames.Quotients"/> behind the mean.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.5, 0.9, 0.95, 0.99];

    /// <summary>Compares a distribution.</summary>
    public static DistributionDifference Of(ComparedDistribution distribution, MatchedModel? model, FrequencyMap a, FrequencyMap b)
    {
        if (a.N == 0 || b.N == 0) return new DistributionDifference(distribution.Name, model, a.N, b.N, null);
        var apart = CumulativeDifference.Of(distribution, a, b);
        var (ofA, ofB) = (new ValueDistribution(distribution, a), new ValueDistribution(distribution, b));
        double[] valuesA = [ofA.Mean(), .. Shares.Select(ofA.Quantile)];
        double[] valuesB = [ofB.Mean(), .. Shares.Select(ofB.Quantile)];
        return new DistributionDifference(distribution.Name, model, a.N, b.N, new Distances(
            apart.Greatest,
            CumulativeDifference.Probability(apart.Greatest, a.N, b.N),
            apart.Area,
            valuesA[0] == 0 ? null : apart.Area / valuesA[0],
            PopulationStability.Of(distribution, ofA, ofB),
            valuesA,
            valuesB));
    }

    /// <summary>A statistic by its name; null where it has no value.</summary>
    public double? Value(string statistic) => Apart is null ? null : statistic switch
    {
        "ks" => Apart.Ks,
        "ks_p" => Apart.Probability,
        "wasserstein" => Apart.Wasserstein,
        "wasserstein_relative" => Apart.Relative,
        "psi" => Apart.Psi,
        _ => Apart.Quotient(IndexOf(statistic)),
    };

    /// <summary>The values of both sides that a quotient is of; null where the statistic is none.</summary>
    public (double A, double B)? Values(string statistic) => Apart is not null && IndexOf(statistic) is >= 0 and var index
        ? (Apart.A[index], Apart.B[index])
        : null;

    private static int IndexOf(string statistic) => ComparedNames.Quotients.ToList().IndexOf(statistic);

    /// <summary>How far two sides are apart.</summary>
    /// <param name="Ks">The two-sample Kolmogorov-Smirnov statistic.</param>
    /// <param name="Probability">Its p-value.</param>
    /// <param name="Wasserstein">The Wasserstein-1 distance, times in seconds.</param>
    /// <param name="Relative">The distance divided by the mean of A; null where that is 0.</param>
    /// <param name="Psi">The population stability index.</param>
    /// <param name="A">Mean and quantiles of A, in the order of <see cref="ComparedNames.Quotients"/>.</param>
    /// <param name="B">Those of B.</param>
    public sealed record Distances(
        double Ks, double Probability, double Wasserstein, double? Relative, double Psi, double[] A, double[] B)
    {
        /// <summary>B divided by A; null where A is 0.</summary>
        public double? Quotient(int index) => A[index] == 0 ? null : B[index] / A[index];
    }
}
