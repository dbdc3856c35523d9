using System.Net;
using System.Text.Json;

namespace LlmWorkload.Tests.Web;

/// <summary>The silo program with HTTP, a folder that it may ingest from, and a dataset.</summary>
public class WebSilo : IAsyncLifetime
{
    public const string Dataset = "day";

    private static readonly TimeSpan LongestJob = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _settings;
    private ProgramProcess _process = null!;

    public WebSilo()
        : this([])
    {
    }

    internal WebSilo(params string[] settings) => _settings = settings;

    /// <summary>What <c>--cluster</c> takes.</summary>
    public string Gateway { get; private set; } = "";

    /// <summary>Asks below <c>/api/v1/</c>, with the header that writes need.</summary>
    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>The folder that it may ingest from.</summary>
    public string Root => Path.Combine(At("root"));

    internal string At(string name) => _folder.At(name);

    public virtual async ValueTask InitializeAsync()
    {
        await StartAsync();
        var log = SampleLog.Write(Path.Combine(Root, "day.csv"), 3_000, seed: 5);
        (await ClientAsync("ingest", log, "--dataset", Dataset, "--partitions", "4")).Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs a command against the silo.</summary>
    internal Task<CommandResult> ClientAsync(params string[] arguments) =>
        ProgramProcess.RunClientAsync([.. arguments, "--cluster", Gateway, "--quiet"]);

    /// <summary>The body of a question that must be answered.</summary>
    internal async Task<string> TextAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return text;
    }

    /// <summary>Waits for the end of the job that an answer tells of.</summary>
    internal async Task<JsonElement> JobAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        using var events = await Http.GetAsync($"{answer.Headers.Location}/events").WaitAsync(LongestJob, "the job's end");
        var last = (await events.Content.ReadAsStringAsync()).TrimEnd().Split("\n\n")[^1];
        Assert.StartsWith("event: end\ndata: ", last, StringComparison.Ordinal);
        using var job = JsonDocument.Parse(last[(last.IndexOf('{'))..]);
        return job.RootElement.Clone();
    }

    /// <summary>Stops the silo, and gives all that it has said.</summary>
    internal Task<CommandResult> StopAsync()
    {
        _process.Signal(ProgramProcess.Terminate);
        return _process.ExitAsync();
    }

    /// <summary>Ends the silo's process at once.</summary>
    internal Task<CommandResult> KillAsync()
    {
        _process.Signal(ProgramProcess.Kill);
        return _process.ExitAsync();
    }

    internal async Task StartAsync()
    {
        Directory.CreateDirectory(Root);
        var ((port, gateway), (http, _)) = (SiloProcess.FreePorts(), SiloProcess.FreePorts());
        Gateway = $"127.0.0.1:{gateway}";
        _process = ProgramProcess.Silo([
            $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", $"--Http:Port={http}", $"--Storage:Path={At("state")}",
            $"--Ingest:Root={Root}", .. _settings]);
        await _process.ReadyAsync();
        Http.BaseAddress = new Uri($"http://127.0.0.1:{http}/api/v1/");
        Http.DefaultRequestHeaders.Add("X-Llmwl", "1");
    }
}
