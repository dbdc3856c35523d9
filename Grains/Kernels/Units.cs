namespace LlmWorkload.Kernels;

/// <summary>The units that whole numbers are kept in.</summary>
internal static class Units
{
    /// <summary>One: tokens, counts.</summary>
    public const double One = 1;

    /// <summary>Ticks of 100 ns in a second, for numbers that are kept in ticks and shown in seconds.</summary>
    public const double TicksPerSecond = TimeSpan.TicksPerSecond;

    /// <summary>10⁻⁹ US dollars in a dollar.</summary>
    public const double NanosPerDollar = 1e9;

    /// <summary>A whole number divided by its unit.</summary>
    /// <param name="value">The number kept.</param>
    /// <param name="unit">What it is divided by: <see cref="One"/>, <see cref="TicksPerSecond"/> or <see cref="NanosPerDollar"/>.</param>
    public static double Scale(double value, double unit) => value / unit;
}
