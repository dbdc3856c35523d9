using System.Globalization;
using System.Text;
using CsCheck;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

public class DecimalTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(7, "7")]
    [InlineData(-12.5, "-12.5")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1E-05")]
    [InlineData(0.0000001, "1E-07")]
    [InlineData(-0.0001234, "-0.0001234")]
    [InlineData(1234567.0000001, "1234567.0000001")]
    [InlineData(99_999_999.9999999, "99999999.9999999")]
    [InlineData(123_456_789.1234567, "123456789.1234567")]
    [InlineData(1e17, "1E+17")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Numbers_are_written_in_their_shortest_form(double value, string expected) => Assert.Equal(expected, Written(value));

    [Fact]
    public void Ticks_in_seconds_are_written_as_the_runtime_writes_them() =>
        Agrees(Gen.Long[-2_000_000_000_000_000, 2_000_000_000_000_000].Select(ticks => ticks / 1e7));

    [Fact]
    public void Neighbours_of_ticks_are_written_as_the_runtime_writes_them() =>
        Agrees(Gen.Long[-100_000_000, 100_000_000].Select(ticks => double.BitIncrement(ticks / 1e7)));

    [Fact]
    public void Short_decimals_are_written_as_the_runtime_writes_them() =>
        Agrees(Gen.Select(
            Gen.Long[-1_000_000, 1_000_000], Gen.Int[-9, 9], (digits, exponent) =>
            double.Parse($"{digits}E{exponent}", CultureInfo.InvariantCulture)));

    [Fact]
    public void Any_number_is_written_as_the_runtime_writes_it() => Agrees(Gen.Double);

    private static void Agrees(Gen<double> values) =>
        values.Select(value => value + 0.0).Sample(
            value => Written(value) == value.ToString("R", CultureInfo.InvariantCulture), iter: 20_000);

    private static string Written(double value)
    {
        var text = new byte[DecimalText.Longest];
        return Encoding.UTF8.GetString(text, 0, DecimalText.Write(value, text));
    }
}
