using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Users;

public sealed class ModelStatisticsTests
{
    private static readonly ModelKernel Kernel = new ModelStatistics().ModelKernels.First();

    [Fact]
    public void Missing_tokens_add_nothing_and_rows_without_a_user_are_no_user()
    {
        var answer = Ask(PartitionRows.ModelColumns([1, Missing.Value, 5], [Missing.Value, Missing.Value, Missing.Value], [7, -1, 7]));

        Assert.Equal(new ModelStatistics.Answer(3, 6, 0, 1, OptionalSums.None), answer);
    }

    [Fact]
    public void Sums_beyond_64_bits_stay_exact()
    {
        var answer = Ask(PartitionRows.ModelColumns([long.MaxValue, long.MaxValue], [0, 0], [1, 2]));

        Assert.Equal(Int128.Parse("18446744073709551614"), answer.InputTokens);
    }

    [Theory]
    [InlineData(1, "1k")]
    [InlineData(1_000, "1k")]
    [InlineData(1_001, "10k")]
    [InlineData(100_000, "100k")]
    [InlineData(100_001, "1000k")]
    [InlineData(1_000_001, "large")]
    public void A_model_has_the_class_of_its_requests(long requests, string sizeClass) =>
        Assert.Equal(sizeClass, LlmWorkload.Analyses.SizeClass.Of(requests));

    private static ModelStatistics.Answer Ask(SegmentColumns columns) =>
        (ModelStatistics.Answer)Kernel.Answer(new ModelStatistics.Question(), columns);
}
