using System.Net;

namespace LlmWorkload.Tests.Web;

/// <summary>Files come into datasets over HTTP.</summary>
public sealed class FilesTests(WebSilo silo) : IClassFixture<WebSilo>
{
    [Fact]
    public async Task An_uploaded_log_is_a_dataset_and_its_copy_adds_nothing()
    {
        var log = await File.ReadAllBytesAsync(SampleLog.Write(silo.At("upload.csv"), 2_000, seed: 11));
        using var first = await silo.Http.PostAsync("datasets/uploaded/files?name=upload.csv", new ByteArrayContent(log));
        var done = await silo.JobAsync(first);
        using var second = await silo.Http.PostAsync("datasets/uploaded/files?name=copy.csv", new ByteArrayContent(log));
        var copied = await silo.JobAsync(second);

        Assert.Equal("done", done.GetProperty("state").GetString());
        Assert.Equal("done", copied.GetProperty("state").GetString());
        Assert.Equal(0, copied.GetProperty("rows").GetInt64());
        var embedded = silo.At("embedded");
        (await ProgramProcess.RunClientAsync(
            "ingest", silo.At("upload.csv"), "--dataset", "uploaded", "--state", embedded, "--quiet")).Succeeded();
        var expected = (await ProgramProcess.RunClientAsync(
            "query", "models", "--dataset", "uploaded", "--state", embedded, "--format", "json", "--quiet")).Succeeded().Output;
        Assert.Equal(expected, await silo.TextAsync("datasets/uploaded/models"));

        using var dropped = await silo.Http.DeleteAsync("datasets/uploaded");
        Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        using var gone = await silo.Http.GetAsync("datasets/uploaded");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_file_below_the_root_is_ingested_and_changes_the_tag_of_answers()
    {
        SampleLog.Write(Path.Combine(silo.Root, "below.csv"), 1_000, seed: 12);
        SampleLog.Write(Path.Combine(silo.Root, "more.csv"), 500, seed: 13);
        await DoneAsync("datasets/below/files?path=below.csv");
        using var before = await silo.Http.GetAsync("datasets/below/summary");

        await DoneAsync("datasets/below/files?path=more.csv");

        using var request = new HttpRequestMessage(HttpMethod.Get, "datasets/below/summary");
        request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        using var after = await silo.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
    }

    [Theory]
    [InlineData("../outside.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("link.csv")]
    [InlineData("folder/outside.csv")]
    [InlineData("folder")]
    [InlineData("missing.csv")]
    public async Task No_path_leads_out_of_the_root(string path)
    {
        var outside = SampleLog.Write(silo.At("outside.csv"), 10, seed: 14);
        Link(Path.Combine(silo.Root, "link.csv"), outside);
        Link(Path.Combine(silo.Root, "folder"), Path.GetDirectoryName(outside)!);

        using var answer = await silo.Http.PostAsync($"datasets/outside/files?path={path}", null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_folder_with_a_link_that_leads_out_is_refused()
    {
        var inside = Directory.CreateDirectory(Path.Combine(silo.Root, "mixed")).FullName;
        SampleLog.Write(Path.Combine(inside, "a.csv"), 10, seed: 15);
        Link(Path.Combine(inside, "b.csv"), SampleLog.Write(silo.At("b.csv"), 10, seed: 16));

        using var answer = await silo.Http.PostAsync("datasets/mixed/files?path=mixed", null);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("datasets/x/files?name=..%2Fx.csv", 400)]
    [InlineData("datasets/x/files", 400)]
    [InlineData("datasets/x/files?name=x.csv", 400)]
    [InlineData("datasets/x/files?nmae=x.csv", 400)]
    public async Task An_upload_that_is_none_is_refused(string path, int status)
    {
        using var answer = await silo.Http.PostAsync(path, null);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_fails_its_job_with_the_reason()
    {
        using var answer = await silo.Http.PostAsync("datasets/broken/files?name=broken.csv", new StringContent("a,b\n1,2\n"));
        var job = await silo.JobAsync(answer);

        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.Contains("broken.csv", job.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private async Task DoneAsync(string path)
    {
        using var answer = await silo.Http.PostAsync(path, null);
        Assert.Equal("done", (await silo.JobAsync(answer)).GetProperty("state").GetString());
    }

    private static void Link(string path, string target)
    {
        if (!Path.Exists(path)) File.CreateSymbolicLink(path, target);
    }
}
