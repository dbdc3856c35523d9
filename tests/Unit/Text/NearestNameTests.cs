namespace LlmWorkload.Tests.Text;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("modles", "models")] // two letters swapped
    [InlineData("model", "models")] // a beginning
    [InlineData("MODELS", "models")] // another case
    [InlineData("tz", "time-zone")] // initials
    [InlineData("moduls", "models")]
    [InlineData("xyz", null)]
    [InlineData("m", null)]
    public void The_nearest_name_is_told(string word, string? name) =>
        Assert.Equal(name, NearestName.Of(word, ["time-zone", "models", "users"]));

    [Theory]
    [InlineData("chatt", "chat")]
    [InlineData("Chatt", "Chat")]
    public void Of_names_that_differ_in_case_alone_that_of_the_words_case_is_nearest(string word, string name) =>
        Assert.Equal(name, NearestName.OrPartOf(word, ["CHAT", "Chat", "chat"]));

    [Fact]
    public void A_part_of_a_name_is_near_where_no_name_is()
    {
        string[] names = ["meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.1-70B", "gpt"];
        Assert.Null(NearestName.Of("3.1-8b", names));
        Assert.Equal("meta-llama/Llama-3.1-8B", NearestName.OrPartOf("3.1-8b", names));
        Assert.Equal("org/big-chat-model", NearestName.OrPartOf("chat", ["org/big-CHAT-model", "org/big-chat-model"]));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("ca", "abc", 3)] // no letter is edited twice
    public void Edits_are_counted(string one, string other, int edits)
    {
        Assert.Equal(edits, NearestName.Edits(one, other));
        Assert.Equal(edits, NearestName.Edits(other, one));
    }
}
