namespace LlmWorkload.Kernels;

/// <summary>The Weibull law. A shape below 1 has a longer tail than the exponential law, one above 1 a shorter one.</summary>
/// <param name="Shape">k.</param>
/// <param name="Scale">λ, the number with 1/e of the values above it.</param>
[GenerateSerializer, Immutable, Alias("llmwl.law.weibull")]
internal sealed record WeibullLaw([property: Id(0)] double Shape, [property: Id(1)] double Scale) : Law
{
    // π/√6, the standard deviation of ln x at shape 1.
    private const double DeviationAtOne = 1.2825498301618641;

    /// <inheritdoc/>
    public override string Name => "weibull";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Parameters => [("shape", Shape), ("scale", Scale)];

    /// <inheritdoc/>
    public override double Below(double x) => x <= 0 ? 0 : 1 - Math.Exp(-Math.Pow(x / Scale, Shape));

    /// <inheritdoc/>
    public override double Above(double x) => x <= 0 ? 1 : Math.Exp(-Math.Pow(x / Scale, Shape));

    /// <summary>
    /// The law of the greatest likelihood. Its shape is the root of an increasing function, found by Newton's method inside a bracket.
    /// </summary>
    /// <param name="values">Values above 0, at least two different ones.</param>
    /// <param name="half">As <see cref="WeightedValues.Distance"/> has it.</param>
    public static LawFit Fit(WeightedValues values, double half)
    {
        var meanOfZ = values.Sum(static (all, i) => Z(all, i)) / values.N;
        var (shape, hasConverged) = Root(values, meanOfZ);
        var scale = values.X[^1] * Math.Pow(Sums.Of(values, shape).Weights / values.N, 1 / shape);
        var logLikelihood = (values.N * (Math.Log(shape) - (shape * Math.Log(scale)) - 1)) + ((shape - 1) * values.N * values.MeanLog);
        return LawFit.Of(new WeibullLaw(shape, scale), values, logLikelihood, half, hasConverged);
    }

    private static (double Shape, bool HasConverged) Root(WeightedValues values, double meanOfZ)
    {
        var shape = DeviationAtOne / values.DeviationOfLog;
        var (low, high) = (shape, shape);
        while (Sums.Of(values, low).Excess(low, meanOfZ) >= 0) low /= 2;
        while (Sums.Of(values, high).Excess(high, meanOfZ) <= 0) high *= 2;
        for (var step = 0; step < LawFit.MostSteps; step++)
        {
            var sums = Sums.Of(values, shape);
            var excess = sums.Excess(shape, meanOfZ);
            if (excess < 0) low = shape;
            else high = shape;
            var next = shape - (excess / sums.Slope(shape));
            if (!(next >= low && next <= high)) next = low + ((high - low) / 2);
            var change = Math.Abs(next - shape);
            shape = next;
            if (change <= LawFit.LastStep * shape) return (shape, true);
        }

        return (shape, false);
    }

    // Logarithms from the greatest value on, so that no power of them overflows.
    private static double Z(WeightedValues values, int i) => values.Logs[i] - values.Logs[^1];

    /// <summary>Sums of w = c·exp(kz), of wz and of wz².</summary>
    private readonly record struct Sums(double Weights, double First, double Second)
    {
        public static Sums Of(WeightedValues values, double shape)
        {
            CompensatedSum weights = default, first = default, second = default;
            for (var i = 0; i < values.X.Length; i++)
            {
                var z = Z(values, i);
                var weight = values.Counts[i] * Math.Exp(shape * z);
                weights.Add(weight);
                first.Add(weight * z);
                second.Add(weight * z * z);
            }

            return new Sums(weights.Value, first.Value, second.Value);
        }

        // What is 0 at the shape of the greatest likelihood.
        public double Excess(double shape, double meanOfZ) => (First / Weights) - (1 / shape) - meanOfZ;

        public double Slope(double shape)
        {
            var mean = First / Weights;
            return (Second / Weights) - (mean * mean) + (1 / (shape * shape));
        }
    }
}
