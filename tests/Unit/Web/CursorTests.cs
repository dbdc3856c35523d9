using LlmWorkload.Web;

namespace LlmWorkload.Tests.Web;

public sealed class CursorTests
{
    [Fact]
    public void A_cursor_is_read_as_it_was_written() =>
        Assert.Equal(new Cursor(long.MaxValue, 12), Cursor.Parse(new Cursor(long.MaxValue, 12).ToString()));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("MS4y.")]
    [InlineData("MS4tMg")]
    [InlineData("%%%")]
    public void What_is_none_is_refused(string text) => Assert.Null(Cursor.Parse(text));
}
