using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace LlmWorkload.Tests.Web;

/// <summary>A silo ends while it is asked, and another comes after it.</summary>
public sealed class StoppedSiloTests : IDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private string Folder => Directory.CreateDirectory(_folder.At("uploads")).FullName;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_slow_asker_does_not_hold_up_the_end(bool uploads)
    {
        await using var silo = new WebSilo($"--Ingest:UploadFolder={Folder}");
        await silo.StartAsync();
        using var slow = uploads ? await SlowUploadAsync(silo) : await OnlookerAsync(silo);

        var clock = Stopwatch.StartNew();
        var end = await silo.StopAsync();

        Assert.Equal(0, end.ExitCode);
        Assert.True(clock.Elapsed < LongestEnd, $"{clock.Elapsed} until the end");
        Assert.DoesNotContain("non-graceful", end.Output + end.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(Folder, "llmwl-upload-*"));
    }

    [Fact]
    public async Task What_a_killed_silo_has_of_uploads_is_removed_by_the_next_and_that_of_others_stays()
    {
        await using var living = new WebSilo($"--Ingest:UploadFolder={Folder}");
        await using var killed = new WebSilo($"--Ingest:UploadFolder={Folder}");
        await living.StartAsync();
        using var going = await SlowUploadAsync(living);
        var kept = Assert.Single(Directory.EnumerateDirectories(Folder, "llmwl-upload-*"));
        await killed.StartAsync();
        using var lost = await SlowUploadAsync(killed);
        await killed.KillAsync();
        Assert.Equal(2, Directory.EnumerateDirectories(Folder, "llmwl-upload-*").Count());

        await using var next = new WebSilo($"--Ingest:UploadFolder={Folder}");
        await next.StartAsync();

        Assert.Equal(kept, Assert.Single(Directory.EnumerateDirectories(Folder, "llmwl-upload-*")));
    }

    // The head of an upload and a beginning of its body, which lies in the folder when this is over.
    private async Task<TcpClient> SlowUploadAsync(WebSilo silo)
    {
        var before = Files().Count();
        var client = await AskAsync(silo, "POST", "datasets/slow/files?name=x.csv", "Content-Length: 5000000\r\n", "a,b\n1,2\n");
        await Waiting.ForAsync(() => Task.FromResult(Files().Count() > before), LongestWait, "a file of an upload");
        return client;

        IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "x.csv", SearchOption.AllDirectories);
    }

    // Somebody who is told of a job without an end.
    private static async Task<TcpClient> OnlookerAsync(WebSilo silo)
    {
        await File.WriteAllTextAsync(
            Path.Combine(silo.Root, "live.csv"), "model,user,started_at,input_tokens\nm,u,2025-03-01T00:00:00Z,1\n");
        using var job = await silo.Http.PostAsync("datasets/live/files?path=live.csv&follow", null);
        var client = await AskAsync(silo, "GET", $"jobs/{job.Headers.Location!.ToString().Split('/')[^1]}/events", "", "");
        var told = new byte[16];
        await client.GetStream().ReadExactlyAsync(told);
        Assert.Equal("HTTP/1.1 200 OK\r", Encoding.ASCII.GetString(told));
        return client;
    }

    private static async Task<TcpClient> AskAsync(WebSilo silo, string method, string path, string head, string body)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", silo.Http.BaseAddress!.Port);
        var request = $"{method} /api/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Llmwl: 1\r\n{head}\r\n{body}";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return client;
    }
}
