using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Figures;

public sealed class WorthDrawingTests
{
    [Theory]
    [InlineData("There are no values.")]
    [InlineData("There is one value: 7 s.", 7)]
    [InlineData("All 3 values are 7 s.", 7, 7, 7)]
    [InlineData(null, 7, 8)]
    public void A_distribution_of_one_value_is_not_worth_drawing(string? reason, params int[] values) =>
        Assert.Equal(reason, WorthDrawing.OneValue(Summaries.Of(FrequencyMap.Of([.. values.Select(value => (long)value)])), "values", " s"));

    [Fact]
    public void The_first_reason_counts()
    {
        var plan = FigurePlan.Of("p", () => SampleFigures.All["cdf"]);

        Assert.Null(plan.Unless(null, null).Reason);
        Assert.Equal("a", plan.Unless(null, "a", "b").Reason);
        Assert.Equal("a", plan.Unless("a").Unless("b").Reason);
    }
}
