using LlmWorkload.Report;

namespace LlmWorkload.Tests.Report;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.034065, "0.0341")]
    [InlineData(1.2102, "1.21")]
    [InlineData(54.5, "54.5")]
    [InlineData(152.5, "153")]
    [InlineData(999.4, "999")]
    [InlineData(999.7, "1,000")]
    [InlineData(687_721.5, "687,722")]
    [InlineData(-19.98, "−20")]
    [InlineData(0.00000123456, "0.00000123")]
    public void A_number_has_three_digits_and_all_before_the_point(double value, string said) => Assert.Equal(said, Words.Number(value));

    [Theory]
    [InlineData(0.6127, "61.3 %")]
    [InlineData(0, "0 %")]
    [InlineData(0.00012345, "0.0123 %")]
    [InlineData(0.99996, "nearly 100 %")]
    [InlineData(1, "100 %")]
    public void What_is_not_all_is_not_called_so(double value, string said) => Assert.Equal(said, Words.Share(value));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.0243521, "24.4 ms")]
    [InlineData(59.96, "60 s")]
    [InlineData(300, "5 min")]
    [InlineData(3_600, "1 h")]
    [InlineData(7_861_515.5, "91 days")]
    public void A_time_has_the_unit_that_suits_it(double seconds, string said) => Assert.Equal(said, Words.Seconds(seconds));

    [Theory]
    [InlineData(1, "1 user")]
    [InlineData(0, "0 users")]
    [InlineData(12_345, "12,345 users")]
    public void One_is_no_plural(double count, string said) => Assert.Equal(said, Words.Count(count, "user"));

    [Theory]
    [InlineData(1, "1 turn")]
    [InlineData(1.0004, "1 turn")]
    [InlineData(1.25, "1.25 turns")]
    [InlineData(0.5, "0.5 turns")]
    public void What_is_said_to_be_one_is_no_plural(double value, string said) => Assert.Equal(said, Words.Amount(value, "turn"));

    [Theory]
    [InlineData("3 s", "5 s", "goes from 3 s at night to 5 s by day")]
    [InlineData("3 s", "3 s", "is 3 s both at night and by day")]
    public void What_stays_goes_nowhere(string first, string last, string said) =>
        Assert.Equal(said, Words.Course(first, "at night", last, "by day"));

    [Fact]
    public void A_sentence_begins_as_one() => Assert.Equal("Nearly 100 % hold.", new Finding("nearly 100 % hold.").Sentence);

    [Fact]
    public void Texts_stand_in_a_row()
    {
        Assert.Equal(["", "a", "a and b", "a, b and c"], ((string[][])[[], ["a"], ["a", "b"], ["a", "b", "c"]]).Select(
            texts => Words.Row(texts)));
        Assert.Equal("a or b", Words.Row(["a", "b"], "or"));
    }
}
