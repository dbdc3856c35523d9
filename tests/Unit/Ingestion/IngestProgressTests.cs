using LlmWorkload.Ingestion;

namespace LlmWorkload.Tests.Ingestion;

public sealed class IngestProgressTests
{
    [Fact]
    public void Progress_is_by_bytes_of_the_files()
    {
        var progress = new IngestProgress(1_234, 2_500_000, 10_000_000);
        Assert.Equal(0.25, progress.Share);
        Assert.Equal("ingest 2.5 of 10.0 MB, 1,234 rows, 5 MB/s", progress.Words(0.5));
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_and_one_without_a_length_are_shares_too()
    {
        Assert.Equal(1, new IngestProgress(1, 11, 10).Share);
        Assert.Equal(0, new IngestProgress(1, 11, 0).Share);
    }
}
