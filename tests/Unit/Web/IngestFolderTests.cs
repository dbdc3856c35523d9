using LlmWorkload.Web;

namespace LlmWorkload.Tests.Web;

public sealed class IngestFolderTests : IDisposable
{
    private readonly string _above = Directory.CreateTempSubdirectory("llmwl-ingest-").FullName;
    private readonly string _root;

    public IngestFolderTests()
    {
        _root = Directory.CreateDirectory(Path.Combine(_above, "root")).FullName;
        Directory.CreateDirectory(Path.Combine(_above, "root-beside"));
        File.WriteAllText(Path.Combine(_above, "root-beside", "x.csv"), "");
        File.WriteAllText(Path.Combine(_root, "in.csv"), "");
    }

    public void Dispose() => Directory.Delete(_above, recursive: true);

    [Fact]
    public void A_file_and_a_link_that_stays_inside_are_found()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "link.csv"), "in.csv");
        Assert.Equal(Path.Combine(_root, "in.csv"), new IngestFolder(_root).Resolve("in.csv"));
        Assert.Equal(Path.Combine(_root, "in.csv"), new IngestFolder(_root).Resolve("link.csv"));
    }

    [Theory]
    [InlineData("../root-beside/x.csv")]
    [InlineData("/etc/hostname")]
    [InlineData("none.csv")]
    [InlineData("a\0.csv")]
    [InlineData("out/x.csv")]
    [InlineData("chain/x.csv")]
    [InlineData("loop")]
    public void What_leads_elsewhere_is_not(string path)
    {
        File.CreateSymbolicLink(Path.Combine(_root, "out"), Path.Combine(_above, "root-beside"));
        File.CreateSymbolicLink(Path.Combine(_root, "chain"), "out");
        File.CreateSymbolicLink(Path.Combine(_root, "loop"), "loop");
        Assert.Null(new IngestFolder(_root).Resolve(path));
    }

    [Fact]
    public void A_root_that_is_a_link_itself_works()
    {
        var link = Path.Combine(_above, "linked");
        File.CreateSymbolicLink(link, _root);
        Assert.Equal(Path.Combine(_root, "in.csv"), new IngestFolder(link).Resolve("in.csv"));
    }
}
