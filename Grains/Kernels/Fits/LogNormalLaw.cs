namespace LlmWorkload.Kernels;

/// <summary>The lognormal law: ln x is normal.</summary>
/// <param name="Mu">The mean of ln x.</param>
/// <param name="Sigma">The standard deviation of ln x.</param>
[GenerateSerializer, Immutable, Alias("llmwl.law.lognormal")]
internal sealed record LogNormalLaw([property: Id(0)] double Mu, [property: Id(1)] double Sigma) : Law
{
    /// <inheritdoc/>
    public override string Name => "lognormal";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Parameters => [("mu", Mu), ("sigma", Sigma)];

    /// <inheritdoc/>
    public override double Below(double x) => x <= 0 ? 0 : GammaFunctions.Erfc(-Deviations(x)) / 2;

    /// <inheritdoc/>
    public override double Above(double x) => x <= 0 ? 1 : GammaFunctions.Erfc(Deviations(x)) / 2;

    /// <summary>The law of the greatest likelihood: mean and deviation of ln x.</summary>
    /// <param name="values">Values above 0, at least two different ones.</param>
    /// <param name="half">As <see cref="WeightedValues.Distance"/> has it.</param>
    public static LawFit Fit(WeightedValues values, double half)
    {
        var law = new LogNormalLaw(values.MeanLog, values.DeviationOfLog);
        var perValue = law.Mu + Math.Log(law.Sigma) + (Math.Log(2 * Math.PI) / 2) + 0.5;
        return LawFit.Of(law, values, -values.N * perValue, half, hasConverged: true);
    }

    private double Deviations(double x) => (Math.Log(x) - Mu) / (Sigma * Math.Sqrt(2));
}
