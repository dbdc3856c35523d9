namespace LlmWorkload.Kernels;

/// <summary>
/// The gamma law. As times between requests, a shape below 1 is burstier than a Poisson process, one above 1 is more regular.
/// </summary>
/// <param name="Shape">a.</param>
/// <param name="Scale">θ; the mean is aθ.</param>
[GenerateSerializer, Immutable, Alias("llmwl.law.gamma")]
internal sealed record GammaLaw([property: Id(0)] double Shape, [property: Id(1)] double Scale) : Law
{
    /// <inheritdoc/>
    public override string Name => "gamma";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Parameters => [("shape", Shape), ("scale", Scale)];

    /// <inheritdoc/>
    public override double Below(double x) => x <= 0 ? 0 : GammaFunctions.LowerShare(Shape, x / Scale);

    /// <inheritdoc/>
    public override double Above(double x) => x <= 0 ? 1 : GammaFunctions.UpperShare(Shape, x / Scale);

    /// <summary>
    /// The law of the greatest likelihood, by Newton's method in 1/a (Minka, Estimating a Gamma distribution, 2002); θ = mean/a.
    /// </summary>
    /// <param name="values">Values above 0, at least two different ones.</param>
    /// <param name="half">As <see cref="WeightedValues.Distance"/> has it.</param>
    public static LawFit Fit(WeightedValues values, double half)
    {
        var s = -values.Sum(static (all, i) => Math.Log(all.X[i] / all.Mean)) / values.N;
        var a = (3 - s + Math.Sqrt(((s - 3) * (s - 3)) + (24 * s))) / (12 * s);
        var hasConverged = false;
        for (var step = 0; step < LawFit.MostSteps && !hasConverged; step++)
        {
            var slope = -a * a * GammaFunctions.TrigammaLessInverse(a);
            var next = 1 / ((1 / a) + ((GammaFunctions.LogLessDigamma(a) - s) / slope));
            hasConverged = Math.Abs(next - a) <= LawFit.LastStep * next;
            a = next;
        }

        var law = new GammaLaw(a, values.Mean / a);
        var perValue = ((a - 1) * values.MeanLog) - a - (a * Math.Log(law.Scale)) - GammaFunctions.LogGamma(a);
        return LawFit.Of(law, values, values.N * perValue, half, hasConverged);
    }
}
