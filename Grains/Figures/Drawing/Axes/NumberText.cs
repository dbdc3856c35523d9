using System.Globalization;

namespace LlmWorkload.Figures;

/// <summary>Numbers as figures show them.</summary>
internal static class NumberText
{
    private static readonly (double Unit, string Suffix)[] Suffixes = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "K")];

    /// <summary>A value with thousands separators: whole numbers whole, others with three significant digits or so.</summary>
    public static string Value(double value)
    {
        var magnitude = Math.Abs(value);
        if (magnitude >= 1e15 || (magnitude > 0 && magnitude < 1e-4)) return Scientific(value);

        var format = Math.Round(value) == value || magnitude >= 1000 ? "N0"
            : magnitude >= 100 ? "#,0.#"
            : magnitude >= 10 ? "#,0.##"
            : magnitude >= 1 ? "0.###"
            : "0.#####";
        return Format(value, format);
    }

    /// <summary>A tick of a linear axis with the decimals its step needs.</summary>
    public static string Tick(double value, double step)
    {
        if (Math.Abs(value) < step * 1e-6) return "0";
        if (Math.Abs(value) >= 1e15 || step < 1e-6) return Scientific(value);

        var decimals = step >= 1 ? 0 : (int)Math.Ceiling(-Math.Log10(step) - 1e-9);
        return Format(value, $"N{decimals}");
    }

    /// <summary>A tick in thousands (K), millions (M), ….</summary>
    public static string ShortTick(double value, double step)
    {
        foreach (var (unit, suffix) in Suffixes)
        {
            if (Math.Abs(value) >= unit) return Format(value / unit, "#,0.###") + suffix;
        }
        return Tick(value, step);
    }

    /// <summary>A count in few characters: whole below 1,000, else three significant digits of thousands (K), millions (M), ….</summary>
    public static string Rounded(long count)
    {
        foreach (var (unit, suffix) in Suffixes)
        {
            var share = count / unit;
            if (share >= 1) return Format(share, share >= 100 ? "0" : share >= 10 ? "0.#" : "0.##") + suffix;
        }

        return Format(count, "0");
    }

    /// <summary>10 to a whole power, e.g. 10³.</summary>
    public static string PowerOfTen(int exponent) => "10" + Superscript(exponent);

    /// <summary>A digit times 10 to a whole power, e.g. 2×10³.</summary>
    public static string Times(int factor, int exponent) =>
        string.Create(CultureInfo.InvariantCulture, $"{factor}×{PowerOfTen(exponent)}");

    public static string Percent(double share) =>
        share is > 0 and < 0.001 ? "< 0.1 %" : Format(share * 100, "0.0") + " %";

    private static string Scientific(double value)
    {
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var factor = Math.Round(value / Math.Pow(10, exponent), 2);
        return $"{Format(factor, "0.##")}×{PowerOfTen(exponent)}";
    }

    private static string Format(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Superscript(int exponent) =>
        string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}
