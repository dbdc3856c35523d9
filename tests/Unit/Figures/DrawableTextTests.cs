using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

public sealed class DrawableTextTests
{
    [Theory]
    [InlineData("vendor/Model-7B")]
    [InlineData("модель-7B")]
    public void A_name_that_a_font_has_is_drawn(string name) => Assert.Equal(name, DrawableText.OrId(name, "id"));

    // No font has the last noncharacter.
    [Fact]
    public void A_name_that_no_font_has_is_shown_by_its_id_with_a_note() =>
        Assert.Equal("id (no font for its name)", DrawableText.OrId("\U0010FFFF", "id"));
}
