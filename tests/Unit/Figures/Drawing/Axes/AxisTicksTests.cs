using System.Globalization;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

public sealed class AxisTicksTests : IDisposable
{
    private readonly MeasuringPen _measuring = new();

    private TextPen Pen => _measuring.Pen;

    public void Dispose() => _measuring.Dispose();

    [Fact]
    public void Linear_ticks_have_thousands_separators() =>
        Assert.Equal(["0", "500,000", "1,000,000"], Labels(AxisKind.Linear, 0, 1_200_000, 240));

    [Fact]
    public void Linear_ticks_are_shortened_only_where_too_few_would_fit() =>
        Assert.Equal(["0", "500M", "1G"], Labels(AxisKind.Linear, 0, 1_200_000_000, 150));

    [Fact]
    public void A_range_of_little_more_than_a_step_has_ticks_of_the_finer_step() =>
        Assert.Equal(["12", "14", "16", "18", "20"], Labels(AxisKind.Linear, 11.5, 19.8, 120));

    [Fact]
    public void A_part_of_a_decade_has_labels_up_to_its_end() =>
        Assert.Equal(["0.008", "0.010", "0.012"], Labels(AxisKind.Logarithmic, 0.007, 0.0125, 300));

    [Fact]
    public void Decades_are_powers_of_ten() =>
        Assert.Equal(["10⁻¹", "10⁰", "10¹", "10²", "10³"], Labels(AxisKind.Logarithmic, 0.1, 1000, 600));

    [Fact]
    public void Short_logarithmic_axes_have_ticks_between_decades() =>
        Assert.Equal(["200", "300", "500", "700"], Labels(AxisKind.Logarithmic, 200, 900, 600));

    [Fact]
    public void Short_logarithmic_axes_far_from_one_keep_powers() =>
        Assert.Equal(["2×10⁷", "3×10⁷", "5×10⁷", "7×10⁷"], Labels(AxisKind.Logarithmic, 2e7, 9e7, 600));

    [Fact]
    public void A_zero_on_a_logarithmic_axis_has_a_band_and_a_tick_of_its_own()
    {
        Assert.Equal(["0", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰", "10²"], Labels(AxisKind.Logarithmic, 1e-7, 1000, 300, zero: true));

        var scale = Scale(AxisKind.Logarithmic, 1, 1000, 600, zero: true);
        Assert.True(scale.Has(0));
        Assert.InRange(scale.Fraction(0), 0.02, scale.BandShare - 0.02);
        Assert.Equal(scale.BandShare, scale.Fraction(Math.Pow(10, scale.Start)), 1e-12);
        Assert.False(Scale(AxisKind.Logarithmic, 1, 1000, 600, zero: false).Has(0));
    }

    [Fact]
    public void An_axis_of_zeros_alone_shows_them() =>
        Assert.Equal(["0"], Labels(AxisKind.Logarithmic, 0, 0, 600));

    [Fact]
    public void Dates_are_thinned_and_name_each_year_once()
    {
        var first = new DateOnly(2024, 12, 28);
        string[] dates = [.. Enumerable.Range(0, 8).Select(i => first.AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];
        var scale = new AxisScale(AxisKind.Category, -0.6, 7.6);
        var ticks = AxisTicks.Of(new FigureAxis("", AxisKind.Category, Categories: dates), scale, 260, 100, true, Pen);

        Assert.Equal(["12-28\n2024", "12-30", "01-01\n2025", "01-03"], ticks.Major.Select(t => t.Label));
        Assert.Equal([1, 3, 5, 7], ticks.Minor);
    }

    [Fact]
    public void Counts_have_no_ticks_between_whole_numbers()
    {
        var extent = new AxisExtent { IsWhole = true };
        extent.Add(0);
        extent.Add(1);
        var axis = new FigureAxis("", AxisKind.Linear);

        Assert.Equal(["0", "1"], AxisTicks.Of(axis, AxisScale.Of(axis, extent, 600), 600, 100, true, Pen).Major.Select(t => t.Label));
    }

    [Fact]
    public void Times_are_round_and_name_each_day_once()
    {
        double day = new DateTime(2025, 3, 1).Ticks / TimeSpan.TicksPerSecond;

        Assert.Equal(
            ["00:00\n2025-03-01", "12:00", "00:00\n2025-03-02", "12:00", "00:00\n2025-03-03"],
            Labels(AxisKind.Time, day, day + (2 * 86_400), 330));
    }

    [Fact]
    public void Long_times_have_ticks_at_round_years()
    {
        double At(int year) => new DateTime(year, 3, 1).Ticks / TimeSpan.TicksPerSecond;
        Assert.Equal(["2010", "2015", "2020", "2025"], Labels(AxisKind.Time, At(2008), At(2027), 330));
        Assert.Equal(["2000", "2050", "2100", "2150"], Labels(AxisKind.Time, At(1970), At(2170), 330));
        Assert.Equal(["2000", "4000", "6000", "8000"], Labels(AxisKind.Time, At(1), At(9999), 330));
    }

    [Fact]
    public void Months_have_no_ticks_between_them()
    {
        double At(int month) => new DateTime(2025, month, 1).Ticks / TimeSpan.TicksPerSecond;
        Assert.Equal(["2025-08", "2025-09", "2025-10"], Labels(AxisKind.Month, At(8), At(10), 700));
        Assert.NotEqual(["2025-08", "2025-09", "2025-10"], Labels(AxisKind.Time, At(8), At(10), 700));
    }

    [Fact]
    public void The_lowest_mark_is_not_cut_off_where_the_decade_is_near()
    {
        var scale = Scale(AxisKind.Logarithmic, 1.06, 940, 200, zero: false);
        Assert.InRange(scale.Fraction(1.06), 0.028, 0.1);
        Assert.InRange(scale.Fraction(940), 0.9, 0.972);
        Assert.InRange(scale.Fraction(1), 0, 0.03);
    }

    [Theory]
    [InlineData(AxisKind.Linear)]
    [InlineData(AxisKind.Logarithmic)]
    public void A_mark_at_the_end_of_a_short_axis_is_not_cut_off(AxisKind kind) =>
        Assert.InRange((1 - Scale(kind, 2, 4, 30, zero: false).Fraction(4)) * 30, 3, 10);

    [Theory]
    [InlineData(1e-7, 1e9)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(-3, 1e12)]
    [InlineData(0.99999, 1.00001)]
    public void Any_range_gets_a_few_ticks(double low, double high)
    {
        Assert.InRange(Labels(AxisKind.Linear, low, high, 500).Length, 2, 12);
        Assert.InRange(Labels(AxisKind.Logarithmic, low, high, 500).Length, high == 0 ? 1 : 2, 20);
    }

    private string[] Labels(AxisKind kind, double low, double high, double length, bool zero = false) =>
        [.. AxisTicks.Of(
            new FigureAxis("", kind), Scale(kind, low, high, length, zero), length, 100, true, Pen).Major.Select(t => t.Label)];

    private static AxisScale Scale(AxisKind kind, double low, double high, double length, bool zero)
    {
        var extent = new AxisExtent();
        extent.Add(low);
        extent.Add(high);
        if (zero) extent.Add(0);
        return AxisScale.Of(new FigureAxis("", kind), extent, length);
    }
}
