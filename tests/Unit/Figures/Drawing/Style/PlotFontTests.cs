using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

public class PlotFontTests
{
    [Theory]
    [InlineData("DejaVu Sans", "Arial", "DejaVu Sans", "Zapf")]
    [InlineData("Arial", "Zapf", "Arial", "Some Sans")]
    [InlineData("Some Sans", "Zapf", "Some Sans")]
    [InlineData("Zapf", "Zapf")]
    [InlineData(null)]
    public void The_best_installed_font_is_chosen(string? expected, params string[] installed) =>
        Assert.Equal(expected, PlotFont.Choose(installed));

    [Fact]
    public void Without_a_font_the_error_says_how_to_install_one() =>
        Assert.Contains("apt-get install fonts-dejavu-core", PlotFont.NoFont().Message, StringComparison.Ordinal);
}
