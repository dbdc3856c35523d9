using System.Globalization;

namespace LlmWorkload.Tests.Reports;

/// <summary>A number as a sentence has it, and whether it can be a rounded one of a summary.</summary>
internal static class SaidNumber
{
    /// <summary>A number, as a regular expression.</summary>
    public const string Pattern = @"−?[0-9][0-9,]*(?:\.[0-9]+)?";

    /// <summary>A share.</summary>
    public const string SharePattern = $"(?:nearly )?{Pattern} %";

    /// <summary>A time.</summary>
    public const string TimePattern = $"{Pattern} (?:ms|s|min|h|days)";

    /// <summary>Asserts that a number is another one, rounded to three digits; whole ones are not rounded.</summary>
    public static void AssertIs(double expected, string said, string sentence) =>
        AssertIs(expected, Parse(said), expected == Math.Floor(expected) ? 0 : expected, said, sentence);

    /// <summary>The same of a share.</summary>
    public static void AssertShare(double expected, string said, string sentence)
    {
        var percent = Parse(said.Replace("nearly ", "").Replace(" %", ""));
        AssertIs(100 * expected, percent, 100 * expected, said, sentence);
        Assert.True(percent < 100 || expected == 1 || said.StartsWith("nearly", StringComparison.Ordinal), sentence);
    }

    /// <summary>The same of seconds, whatever their unit.</summary>
    public static void AssertTime(double expected, string said, string sentence)
    {
        var words = said.Split(' ');
        var unit = words[1] switch { "ms" => 0.001, "s" => 1, "min" => 60, "h" => 3_600, _ => 86_400 };
        AssertIs(expected / unit, Parse(words[0]), expected / unit, said, sentence);
    }

    private static double Parse(string said) =>
        double.Parse(said.Replace("−", "-"), NumberStyles.Number | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    // Three digits are off by half a unit of the third at most: 0.5 % of 100. From 1,000 on no digit before the point is cut.
    private static void AssertIs(double expected, double actual, double rounded, string said, string sentence)
    {
        var most = rounded == 0 ? 0 : Math.Min(0.005 * Math.Abs(rounded), Math.Abs(rounded) >= 1_000 ? 0.5 : double.MaxValue);
        Assert.True(Math.Abs(expected - actual) <= most * (1 + 1e-9), $"{said} is said, and {expected:R} is so: {sentence}");
    }
}
