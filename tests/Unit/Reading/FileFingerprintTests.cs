using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public sealed class FileFingerprintTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(5_000_000)]
    public void Equal_files_have_equal_fingerprints(int length)
    {
        var content = new byte[length];
        new Random(1).NextBytes(content);
        var one = FileFingerprint.Of(_folder.Write("one.csv", content));
        Assert.Equal(one, FileFingerprint.Of(_folder.Write("two.csv", content)));
        Assert.Equal(length, one.Length);
        Assert.Matches("^[0-9a-f]{32}$", one.Hash);
    }

    [Theory]
    [InlineData(100_000, 0)]
    [InlineData(100_000, 70_000)]
    [InlineData(100_000, 99_999)]
    [InlineData(5_000_000, 0)]
    [InlineData(5_000_000, 4_999_999)]
    public void A_changed_byte_in_a_sampled_block_changes_the_fingerprint(int length, int at)
    {
        var content = new byte[length];
        var before = FileFingerprint.Of(_folder.Write("log.csv", content));
        content[at] = 1;
        Assert.NotEqual(before, FileFingerprint.Of(_folder.Write("log.csv", content)));
    }

    [Fact]
    public void A_longer_file_has_another_fingerprint() =>
        Assert.NotEqual(
            FileFingerprint.Of(_folder.Write("a.csv", new byte[10])).Hash,
            FileFingerprint.Of(_folder.Write("b.csv", new byte[11])).Hash);

    [Fact]
    public void A_file_that_does_not_exist_is_an_input_error() =>
        Assert.True(Assert.Throws<WorkloadException>(() => FileFingerprint.Of(Path.Combine(_folder.Root, "absent"))).IsInput);
}
