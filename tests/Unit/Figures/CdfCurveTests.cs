using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Figures;

public sealed class CdfCurveTests
{
    [Fact]
    public void The_curve_of_sorted_values_is_that_of_their_distribution() => Gen.Long[-20, 20].Array[0, 60].Sample(values =>
    {
        var expected = CdfFigures.Curve.Of("a", FrequencyMap.Of(values), Units.TicksPerSecond);
        var curve = CdfFigures.Curve.OfSorted<long>("a", [.. values.Order()], Units.TicksPerSecond);

        Assert.Equal((expected.N, expected.Name), (curve.N, curve.Name));
        Assert.Equal(expected.X, curve.X);
        Assert.Equal(expected.F, curve.F);
    });

    [Fact]
    public void A_curve_of_decimals_steps_at_the_last_of_equal_ones()
    {
        var curve = CdfFigures.Curve.OfSorted<double>("a", [0.5, 1.5, 1.5, 4]);

        Assert.Equal([0.5, 1.5, 4], curve.X);
        Assert.Equal([0.25, 0.75, 1], curve.F);
    }
}
