using CsCheck;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

public class CdfThinningTests
{
    private const int Columns = 1999;

    [Fact]
    public void Few_points_come_back_as_they_are()
    {
        var (x, y) = CdfThinning.Thin([1, 2, 5], [0.2, 0.5, 1]);

        Assert.Equal([1, 2, 5], x);
        Assert.Equal([0.2, 0.5, 1], y);
    }

    [Fact]
    public void The_thinned_step_function_equals_the_full_one_at_every_pixel_column()
    {
        Gen.Select(Gen.Double[-6, 6], Gen.Double[0.01, 2], Gen.Int[10_001, 40_000], Gen.UInt, Gen.Bool).Sample(
            (center, spread, n, seed, zeros) =>
            {
                var (x, y) = Cdf(center, spread, n, (int)seed, zeros);
                var (thinX, thinY) = CdfThinning.Thin(x, y);

                Assert.InRange(thinX.Length, 2, 4000);
                Assert.Equal((x[0], y[0], x[^1], y[^1]), (thinX[0], thinY[0], thinX[^1], thinY[^1]));
                var first = Math.Log10(x.First(v => v > 0));
                var last = Math.Log10(x[^1]);
                for (var column = 1; column < Columns; column++)
                {
                    // A hair left of the edge, so that rounding cannot put a value on its other side.
                    var at = Math.Pow(10, first + ((last - first) * (column - 1e-7) / Columns));
                    Assert.Equal(Height(x, y, at), Height(thinX, thinY, at), 1.0 / 1900);
                }
            },
            iter: 20);
    }

    [Fact]
    public void The_thinned_function_is_near_the_full_one_everywhere()
    {
        var (x, y) = Cdf(2, 1, 50_000, 7, zeros: false);
        var (thinX, thinY) = CdfThinning.Thin(x, y);
        var column = (Math.Log10(x[^1]) - Math.Log10(x[0])) / Columns;

        // Within one column to the left or right the thinned function takes the height of the full one, up to a row.
        for (var i = 0; i < x.Length; i++)
        {
            var low = Height(thinX, thinY, x[i] * Math.Pow(10, -column));
            var high = Height(thinX, thinY, x[i] * Math.Pow(10, column));
            Assert.InRange(y[i], low - (1.0 / 1900), high + (1.0 / 1900));
        }
    }

    [Fact]
    public void A_linear_axis_and_equal_values_are_thinned_too()
    {
        double[] same = [.. Enumerable.Repeat(3.0, 20_000)];
        double[] ramp = [.. Enumerable.Range(1, 20_000).Select(i => i / 20_000.0)];

        Assert.InRange(CdfThinning.Thin(ramp, ramp, 4000, logX: false).X.Length, 1000, 4000);
        Assert.Equal(1, CdfThinning.Thin(same, ramp).Y[^1]);
        Assert.InRange(CdfThinning.Thin([.. ramp.Select(_ => 0.0)], ramp).X.Length, 2, 4000);
    }

    private static (double[] X, double[] Y) Cdf(double center, double spread, int n, int seed, bool zeros)
    {
        var random = new Random(seed);
        double[] x = [
            .. Enumerable.Range(0, n)
            .Select(_ => Math.Pow(10, center + (spread * (random.NextDouble() + random.NextDouble() - 1)))).Order()];
        if (zeros) x.AsSpan(0, n / 5).Clear();
        return (x, [.. Enumerable.Range(1, n).Select(i => (double)i / n)]);
    }

    private static double Height(double[] x, double[] y, double at)
    {
        var after = Array.BinarySearch(x, at);
        if (after < 0) after = ~after;
        while (after < x.Length && x[after] <= at)
            after++;
        return after == 0 ? 0 : y[after - 1];
    }
}
