using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public class WholeNumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("007", 7)]
    [InlineData("123", 123)]
    [InlineData("123.0", 123)]
    [InlineData("123.000", 123)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void An_integer_gives_its_value(string text, long expected)
    {
        Assert.True(Parse(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("None")]
    [InlineData("-1")]
    [InlineData("-1.0")]
    [InlineData("-9223372036854775809")]
    public void A_marker_or_a_negative_number_is_missing(string text)
    {
        Assert.True(Parse(text, out var value));
        Assert.Equal(Missing.Value, value);
    }

    [Theory]
    [InlineData("123.5")]
    [InlineData("123.")]
    [InlineData(".0")]
    [InlineData("1e5")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,000")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("twelve")]
    [InlineData("Null")]
    [InlineData("9223372036854775808")]
    public void Everything_else_is_invalid(string text) => Assert.False(Parse(text, out _));

    [Fact]
    public void Integers_agree_with_BigInteger()
    {
        Gen.Select(Gen.ULong, Gen.Int[0, 19], Gen.Int[0, 3], Gen.Bool).Sample((wide, shift, zeros, negative) =>
        {
            var number = (negative ? -1 : 1) * ((BigInteger)wide / BigInteger.Pow(10, shift));
            var text = number.ToString(CultureInfo.InvariantCulture) + (zeros > 0 ? "." + new string('0', zeros) : "");
            var expected = number > long.MaxValue ? null : number < 0 ? (BigInteger?)Missing.Value : number;
            return Parse(text, out var value) ? expected == value : expected is null;
        }, iter: 10_000);
    }

    private static bool Parse(string text, out long value) => WholeNumber.TryParse(Encoding.UTF8.GetBytes(text), out value);
}
