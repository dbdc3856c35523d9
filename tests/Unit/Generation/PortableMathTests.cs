using CsCheck;
using LlmWorkload.Generation;

namespace LlmWorkload.Tests.Generation;

public sealed class PortableMathTests
{
    [Fact]
    public void Logarithms_agree_with_the_platforms()
        => Gen.Double[1e-17, 1e17].Sample(x => Close(PortableMath.Log(x), Math.Log(x)) && Close(PortableMath.Log(1 / x), Math.Log(1 / x)));

    [Fact]
    public void Exponentials_agree_with_the_platforms()
        => Gen.Double[-600, 600].Sample(x => Math.Abs(PortableMath.Exp(x) / Math.Exp(x) - 1) < 1e-12);

    [Fact]
    public void Powers_agree_with_the_platforms()
        => Gen.Select(Gen.Double[1e-6, 1e6], Gen.Double[-3, 3]).Sample(
            (x, y) => Math.Abs(PortableMath.Pow(x, y) / Math.Pow(x, y) - 1) < 1e-11);

    private static bool Close(double one, double two) => Math.Abs(one - two) <= 1e-13 * Math.Max(1, Math.Abs(two));
}
