using System.Net;
using System.Text.Json;

namespace LlmWorkload.Tests.Web;

/// <summary>Files come into datasets over HTTP.</summary>
public sealed class FilesTests(WebSilo silo) : IClassFixture<WebSilo>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

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
    public async Task A_job_tells_of_rows_that_were_rejected()
    {
        using var log = new StringContent("model,started_at,input_tokens\na,2025-01-06T09:00:00Z,1\na,2025-01-06T09:00:01Z,ten\n");
        using var answer = await silo.Http.PostAsync("datasets/faulty/files?name=faulty.csv", log);
        var done = await silo.JobAsync(answer);
        Assert.Equal((1, 1), (done.GetProperty("rows").GetInt64(), done.GetProperty("rejected").GetInt64()));
        Assert.Equal("input_tokens_invalid 1", done.GetProperty("rejected_reasons").GetString());
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

    [Fact]
    public async Task A_pipe_is_refused_and_holds_up_nobody()
    {
        await MakePipeAsync("pipe.csv");
        using var answer = await silo.Http.PostAsync("datasets/piped/files?path=pipe.csv", null);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await RefusedLaterAsync("pipe-later.csv", () => MakePipeAsync("pipe-later.csv"), "it is a pipe, a device or a folder, and no file");
    }

    [Fact]
    public Task A_file_that_becomes_a_link_before_its_job_opens_it_is_refused()
    {
        var outside = SampleLog.Write(silo.At("secret.csv"), 10, seed: 17);
        return RefusedLaterAsync(
            "link-later.csv",
            () =>
            {
                Link(Path.Combine(silo.Root, "link-later.csv"), outside);
                return Task.CompletedTask;
            },
            "it leads out of the folder");
    }

    [Fact]
    public Task A_folder_that_becomes_a_link_before_its_job_opens_a_file_in_it_is_refused()
    {
        var outside = Directory.CreateDirectory(silo.At("elsewhere")).FullName;
        SampleLog.Write(Path.Combine(outside, "a.csv"), 10, seed: 18);
        return RefusedLaterAsync(
            "moved/a.csv",
            () =>
            {
                Directory.Delete(Path.Combine(silo.Root, "moved"));
                Link(Path.Combine(silo.Root, "moved"), outside);
                return Task.CompletedTask;
            },
            "it leads out of the folder");
    }

    [Fact]
    public Task A_file_that_is_gone_before_its_job_opens_it_is_told() => RefusedLaterAsync("gone.csv", () => Task.CompletedTask, "");

    [Fact]
    public async Task A_parquet_file_below_the_root_is_read_where_it_is_opened_by_its_place()
    {
        var file = Path.Combine(silo.Root, "day.parquet");
        (await silo.ClientAsync("export", "requests-parquet", "--dataset", WebSilo.Dataset, "--out", file)).Succeeded();
        await DoneAsync("datasets/columns/files?path=day.parquet");
        Assert.Equal(await silo.TextAsync("datasets/day/models"), await silo.TextAsync("datasets/columns/models"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_followed_file_in_whose_place_something_else_is_put_ends_its_job(bool isPipe)
    {
        var (name, dataset) = ($"swapped-{isPipe}.csv", $"swapped-{isPipe}");
        var log = Path.Combine(silo.Root, name);
        await File.WriteAllTextAsync(log, "model,user,started_at,input_tokens\nm,u,2025-03-01T00:00:00Z,1\n");
        using var accepted = await silo.Http.PostAsync($"datasets/{dataset}/files?path={name}&follow&commit-every=1", null);
        await ForRowsAsync(dataset, 1);

        File.Delete(log);
        if (isPipe) await MakePipeAsync(name);
        else Link(log, SampleLog.Write(silo.At($"{dataset}.csv"), 10, seed: 19));

        var job = await silo.JobAsync(accepted);
        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.StartsWith($"{name}: cannot be read: it ", job.GetProperty("error").GetString(), StringComparison.Ordinal);
        await ForRowsAsync(dataset, 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_followed_dataset_that_is_dropped_stays_so(bool isWrittenOn)
    {
        var (name, dataset) = ($"dropped-{isWrittenOn}.csv", $"dropped-{isWrittenOn}");
        var log = Path.Combine(silo.Root, name);
        await File.WriteAllTextAsync(log, "model,user,started_at,input_tokens\nm,u,2025-03-01T00:00:00Z,1\n");
        using var accepted = await silo.Http.PostAsync($"datasets/{dataset}/files?path={name}&follow&commit-every=1", null);
        await ForRowsAsync(dataset, 1);

        (await silo.Http.DeleteAsync($"datasets/{dataset}")).EnsureSuccessStatusCode();
        if (isWrittenOn) await File.AppendAllTextAsync(log, "m,u,2025-03-01T00:00:01Z,1\n");

        var job = await silo.JobAsync(accepted);
        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.Equal($"The dataset '{dataset}' was dropped while it was being ingested.", job.GetProperty("error").GetString());
        using var gone = await silo.Http.GetAsync($"datasets/{dataset}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("datasets/x/files?name=..%2Fx.csv", 400)]
    [InlineData("datasets/x/files", 400)]
    [InlineData("datasets/x/files?name=x.csv", 400)]
    [InlineData("datasets/x/files?nmae=x.csv", 400)]
    [InlineData("datasets/x/files?name=x.csv&path=day.csv", 400)]
    public async Task An_upload_that_is_none_is_refused(string path, int status)
    {
        using var answer = await silo.Http.PostAsync(path, null);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(251, HttpStatusCode.Accepted)]
    [InlineData(252, HttpStatusCode.BadRequest)]
    [InlineData(300, HttpStatusCode.BadRequest)]
    public async Task An_uploaded_log_has_a_name_that_a_file_may_have(int letters, HttpStatusCode status)
    {
        using var answer = await silo.Http.PostAsync(
            $"datasets/named-{letters}/files?name={new string('x', letters)}.csv", new StringContent("a,b\n1,2\n"));
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("br", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("rot13", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("gzip", HttpStatusCode.Accepted)]
    [InlineData("identity", HttpStatusCode.Accepted)]
    public async Task An_upload_that_nobody_decodes_is_refused(string encoding, HttpStatusCode status)
    {
        using var log = new StringContent("a,b\n1,2\n");
        log.Headers.ContentEncoding.Add(encoding);
        using var answer = await silo.Http.PostAsync($"datasets/encoded-{encoding}/files?name=x.csv", log);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_fails_its_job_with_the_reason()
    {
        using var answer = await silo.Http.PostAsync("datasets/broken/files?name=broken.csv", new StringContent("a,b\n1,2\n"));
        var job = await silo.JobAsync(answer);

        Assert.Equal("failed", job.GetProperty("state").GetString());

        // Where it lies in the silo's machine is nobody's business.
        Assert.StartsWith("broken.csv: ", job.GetProperty("error").GetString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(silo.Root, "in")).FullName, "b.csv"), "a,b\n1,2\n");
        using var below = await silo.Http.PostAsync("datasets/broken/files?path=in/b.csv", null);
        Assert.StartsWith("in/b.csv: ", (await silo.JobAsync(below)).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_followed_log_is_read_on_until_its_job_is_stopped()
    {
        const string header = "model,user,started_at,input_tokens";
        var log = Path.Combine(silo.Root, "live.csv");
        await File.WriteAllTextAsync(log, $"{header}\nm,u,2025-03-01T00:00:00Z,1\n");
        using var accepted = await silo.Http.PostAsync("datasets/live/files?path=live.csv&follow&commit-every=1", null);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await ForRowsAsync("live", 1);

        await File.AppendAllTextAsync(log, "m,u,2025-03-01T00:00:01Z,1\nm,u,2025-03-01T00:00:02Z,1\n");
        await ForRowsAsync("live", 3);
        File.Move(log, $"{log}.1");
        await File.WriteAllTextAsync(log, $"{header}\nm,u,2025-03-01T00:00:03Z,1\n");
        await ForRowsAsync("live", 4);

        // The job learns of its rows after the catalog.
        var location = accepted.Headers.Location!.ToString();
        await Waiting.ForAsync(
            async () =>
            {
                using var job = JsonDocument.Parse(await silo.TextAsync(location));
                return job.RootElement.GetProperty("rows").GetInt64() == 4;
            }, LongestWait, "a job of 4 rows");
        using var running = JsonDocument.Parse(await silo.TextAsync(location));
        Assert.Equal("running", running.RootElement.GetProperty("state").GetString());
        Assert.Equal(4, running.RootElement.GetProperty("rows").GetInt64());
        Assert.Equal(0, running.RootElement.GetProperty("behind_bytes").GetInt64());
        Assert.Equal(
            "live.csv: rotated; finishing it as live.csv.1",
            Assert.Single(running.RootElement.GetProperty("notes").EnumerateArray()).GetString());
        var written = new FileInfo(log).Length + new FileInfo($"{log}.1").Length;
        Assert.True(written == running.RootElement.GetProperty("bytes").GetInt64(), $"{written} bytes: {running.RootElement}");
        Assert.Equal(written, running.RootElement.GetProperty("total_bytes").GetInt64());
        Assert.True(running.RootElement.GetProperty("seconds_since_last").GetDouble() > 0);
        Assert.Contains("llmwl_ingest_behind_bytes", await silo.TextAsync("/metrics"), StringComparison.Ordinal);
        (await silo.Http.DeleteAsync(accepted.Headers.Location)).EnsureSuccessStatusCode();
        Assert.Equal("cancelled", (await silo.JobAsync(accepted)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_log_is_read_as_the_parameters_say()
    {
        const string log = "who;when;in;wait\nu;1740787200000;10;250\n";
        using var answer = await silo.Http.PostAsync(
            "datasets/mapped/files?name=odd.csv&model-name=m&map=user%3Dwho&map=started%3Dwhen&map=input_tokens%3Din&map=ttft%3Dwait"
                + "&unit=ttft%3Dms&time-unit=ms&separator=%3B", new StringContent(log));
        var job = await silo.JobAsync(answer);

        Assert.Equal("done", job.GetProperty("state").GetString());
        using var summary = JsonDocument.Parse(await silo.TextAsync("datasets/mapped/summary"));
        Assert.Equal("2025-03-01T00:00:00Z", summary.RootElement.GetProperty("first").GetString()![..19] + "Z");
        Assert.Equal(0.25, summary.RootElement.GetProperty("ttft").GetProperty("p50").GetDouble());
    }

    [Theory]
    [InlineData("name=x.csv&map=nobody%3Dx", "there is no field 'nobody'")]
    [InlineData("name=x.csv&unit=ttft%3Dmin", "unit ttft is 'min'")]
    [InlineData("name=x.csv&separator=ab", "separator is 'ab'; expected one character, or tab")]
    [InlineData("name=x.csv&time-zone=Berlin", "time-zone is 'Berlin', which this machine does not know; the nearest is 'Europe/Berlin'")]
    [InlineData("name=x.csv&follow", "follow is given without path")]
    [InlineData("path=day.csv&commit-every=3", "commit-every is given without follow")]
    public async Task What_cannot_be_read_so_is_refused(string query, string words)
    {
        using var answer = await silo.Http.PostAsync($"datasets/x/files?{query}", new StringContent("a\n"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString());
    }

    // A large log has the turn while what is in the place of another, which waits, is changed.
    private async Task RefusedLaterAsync(string name, Func<Task> change, string words)
    {
        var large = await File.ReadAllBytesAsync(SampleLog.Write(silo.At($"{Guid.NewGuid():N}.csv"), 300_000, seed: 20));
        var log = Path.Combine(silo.Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        SampleLog.Write(log, 10, seed: 21);
        using var before = await silo.Http.PostAsync($"datasets/{Guid.NewGuid():N}/files?name=large.csv", new ByteArrayContent(large));
        using var answer = await silo.Http.PostAsync($"datasets/later/files?path={name}", null);
        File.Delete(log);
        await change();

        var job = await silo.JobAsync(answer);
        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.StartsWith($"{name}: cannot be read: {words}", job.GetProperty("error").GetString(), StringComparison.Ordinal);
        await silo.JobAsync(before);
    }

    private async Task MakePipeAsync(string name) =>
        (await Tool.RequireAsync("coreutils", "mkfifo", Path.Combine(silo.Root, name))).Succeeded();

    private Task ForRowsAsync(string dataset, long rows) => Waiting.ForAsync(
        async () =>
        {
            using var answer = await silo.Http.GetAsync($"datasets/{dataset}");
            if (answer.StatusCode == HttpStatusCode.NotFound) return false;
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return json.RootElement.GetProperty("rows").GetInt64() == rows;
        }, LongestWait, $"{rows} rows");

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
