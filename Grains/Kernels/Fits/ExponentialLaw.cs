namespace LlmWorkload.Kernels;

/// <summary>The exponential law: the times between the events of a Poisson process.</summary>
/// <param name="Rate">λ, events per unit.</param>
[GenerateSerializer, Immutable, Alias("llmwl.law.exponential")]
internal sealed record ExponentialLaw([property: Id(0)] double Rate) : Law
{
    /// <inheritdoc/>
    public override string Name => "exponential";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Parameters => [("rate", Rate)];

    /// <inheritdoc/>
    public override double Below(double x) => x <= 0 ? 0 : 1 - Math.Exp(-Rate * x);

    /// <inheritdoc/>
    public override double Above(double x) => x <= 0 ? 1 : Math.Exp(-Rate * x);

    /// <summary>The law of the greatest likelihood: λ = 1/mean.</summary>
    /// <param name="values">Values above 0.</param>
    /// <param name="half">As <see cref="WeightedValues.Distance"/> has it.</param>
    public static LawFit Fit(WeightedValues values, double half)
    {
        var law = new ExponentialLaw(1 / values.Mean);
        return LawFit.Of(law, values, values.N * (Math.Log(law.Rate) - 1), half, hasConverged: true);
    }
}
