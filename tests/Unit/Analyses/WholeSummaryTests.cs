using LlmWorkload.Analyses;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Analyses;

/// <summary>Summaries that take several messages.</summary>
public sealed class WholeSummaryTests
{
    private static readonly AnalysisOptions Options = new();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(100)]
    public async Task A_summary_is_put_together_of_its_pages(int bytes)
    {
        var grain = new Pages(bytes);

        var result = await grain.RunWholeAsync(Options);

        Assert.Equal(Pages.Summary(1, bytes), result.Summary);
        Assert.Equal((0, 1), (result.SummaryBytes, result.Version));
        Assert.Equal((bytes - 1) / Pages.PageBytes, grain.Reads);
    }

    [Fact]
    public async Task A_summary_of_a_dataset_that_changes_is_read_anew()
    {
        var grain = new Pages(30) { ChangesAtRead = 2 };

        var result = await grain.RunWholeAsync(Options);

        Assert.Equal(Pages.Summary(2, 30), result.Summary);
        Assert.Equal(2, result.Version);
    }

    private sealed class Pages(int bytes) : IAnalysisGrain
    {
        public const int PageBytes = 7;

        private long _version = 1;

        public int Reads { get; private set; }

        public int ChangesAtRead { get; init; }

        public static byte[] Summary(long version, int bytes) => [.. Enumerable.Range(0, bytes).Select(at => (byte)(at * version))];

        public Task<AnalysisResult> RunAsync(AnalysisOptions options) =>
            Task.FromResult(new AnalysisResult("folder", _version, Summary(_version, bytes), [], Cached: false).FirstPage(PageBytes));

        public Task<DrawnFigure> DrawInAsync(AnalysisOptions options, string path, FigureForm form) =>
            throw new NotSupportedException();

        public Task<byte[]?> ReadSummaryAsync(AnalysisOptions options, long version, long offset)
        {
            if (++Reads == ChangesAtRead) _version++;
            return Task.FromResult(version == _version
                ? Summary(version, bytes)[(int)offset..(int)Math.Min(bytes, offset + PageBytes)]
                : null);
        }

        public Task<AnalysisResult?> KnownAsync(AnalysisOptions options) => throw new NotSupportedException();

        public Task<Figure> DescribeAsync(AnalysisOptions options, string path) => throw new NotSupportedException();

        public Task<DrawnFigure> DrawAsync(AnalysisOptions options, string path, FigureFormat format) => throw new NotSupportedException();

        public Task<byte[]> ReadTableAsync(AnalysisOptions options, string path, long offset) => throw new NotSupportedException();

        public Task ForgetAsync() => throw new NotSupportedException();
    }
}
