using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public class SecondsTests
{
    [Theory]
    [InlineData("0.063005", 630_050)]
    [InlineData("12", 120_000_000)]
    [InlineData("12.", 120_000_000)]
    [InlineData(".5", 5_000_000)]
    [InlineData("0", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("1.2e-05", 120)]
    [InlineData("1E3", 10_000_000_000)]
    [InlineData("2.5e+1", 250_000_000)]
    [InlineData("0.00000005", 0)] // half a tick: to the even 0
    [InlineData("0.00000015", 2)] // one and a half: to the even 2
    [InlineData("0.00000025", 2)]
    [InlineData("0.000000250000000000000000001", 3)]
    [InlineData("0.1234567499999999999999999999", 1_234_567)]
    [InlineData("5e-8", 0)]
    [InlineData("15e-8", 2)]
    [InlineData("1e-999999999", 0)]
    [InlineData("0e999999999", 0)]
    [InlineData("922337203685.4775807", long.MaxValue)]
    public void A_decimal_gives_the_nearest_tick(string text, long expected)
    {
        Assert.True(Parse(text, out var ticks));
        Assert.Equal(expected, ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NULL")]
    [InlineData("nan")]
    [InlineData("-1")]
    [InlineData("-1.0")]
    [InlineData("-1e-9")]
    [InlineData("-99999999999999999999999")]
    public void A_marker_or_a_negative_number_is_missing(string text)
    {
        Assert.True(Parse(text, out var ticks));
        Assert.Equal(Missing.Value, ticks);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("-.")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e5.5")]
    [InlineData("1.2.3")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1_000")]
    [InlineData("inf")]
    [InlineData("-NaN")]
    [InlineData("0x1p3")]
    [InlineData("12s")]
    [InlineData("922337203685.4775808")]
    [InlineData("1e99")]
    public void Everything_else_is_invalid(string text) => Assert.False(Parse(text, out _));

    [Fact]
    public void Decimals_agree_with_System_Decimal()
    {
        Gen.Select(Gen.Long[0, 9_999_999_999_999_999], Gen.Int[0, 16]).Sample((digits, scale) =>
        {
            var value = new decimal(digits) / Power(scale);
            var text = value.ToString("F" + scale, CultureInfo.InvariantCulture);
            var expected = decimal.Round(value * 10_000_000m, MidpointRounding.ToEven);
            return Parse(text, out var ticks) ? ticks == expected : expected > long.MaxValue;
        }, iter: 10_000);
    }

    [Fact]
    public void Long_and_exponent_forms_agree_with_exact_arithmetic()
    {
        Gen.Select(Gen.Char["0123456789"].Array[1, 40], Gen.Int[0, 40], Gen.Int[-40, 15], Gen.Bool)
            .Sample((characters, point, exponent, negative) =>
        {
            var digits = new string(characters);
            var at = Math.Min(point, digits.Length);
            var text = (negative ? "-" : "") + digits[..at] + "." + digits[at..] + (exponent == 0 ? "" : "e" + exponent);
            var expected = Reference(BigInteger.Parse(digits, CultureInfo.InvariantCulture), exponent - (digits.Length - at) + 7, negative);
            return Parse(text, out var ticks) ? expected == ticks : expected is null;
        }, iter: 10_000);
    }

    [Fact]
    public void Exact_ties_go_to_the_even_tick()
    {
        Gen.Select(Gen.Long[0, 1_000_000_000_000], Gen.Int[0, 3]).Sample((ticks, zeros) =>
        {
            var text = $"{ticks / 10_000_000}.{ticks % 10_000_000:0000000}5{new string('0', zeros)}";
            return Parse(text, out var parsed) && parsed == ticks + (ticks & 1);
        });
    }

    /// <summary>digits · 10^exponent to the nearest integer, ties to even; null above 2⁶³ − 1.</summary>
    private static BigInteger? Reference(BigInteger digits, int exponent, bool negative)
    {
        if (negative && !digits.IsZero)
            return Missing.Value;
        if (exponent >= 0)
            return Bounded(digits * BigInteger.Pow(10, exponent));
        var unit = BigInteger.Pow(10, -exponent);
        var floor = digits / unit;
        var twice = digits % unit * 2;
        return Bounded(twice > unit || (twice == unit && floor % 2 == 1) ? floor + 1 : floor);
    }

    private static BigInteger? Bounded(BigInteger value) => value > long.MaxValue ? null : value;

    private static decimal Power(int scale) => (decimal)BigInteger.Pow(10, scale);

    private static bool Parse(string text, out long ticks) => Seconds.TryParse(Encoding.UTF8.GetBytes(text), out ticks);
}
