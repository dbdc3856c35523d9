using System.Text.Json;

namespace LlmWorkload.Tests;

/// <summary>Commands that ask, one process after another: an answer is given again without a silo, and never an old one.</summary>
public sealed class KeptAnswersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string State => _folder.At("state");

    // RocksDB writes a new one whenever a folder is opened to be used.
    private string Opened => File.ReadAllText(Path.Combine(State, "CURRENT"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Questions_in_turn_open_the_state_once_each()
    {
        await IngestAsync(1, "d");
        string[][] questions =
        [
            ["query", "models"], ["query", "users", "--format", "json"], ["query", "overview"], ["datasets", "show", "d"], ["query", "models", "--top", "1"],
        ];

        // What a question writes, as the overview does, is there when it is asked again; answers of the state before are old then.
        foreach (var question in questions) await AskAsync(question);
        var first = new List<string>();
        foreach (var question in questions) first.Add(await AskAsync(question));
        var opened = Opened;
        var again = new List<string>();
        foreach (var question in questions) again.Add(await AskAsync(question));

        Assert.Equal(first, again);
        Assert.Equal(opened, Opened);
        Assert.All(first, Assert.NotEmpty);
    }

    [Fact]
    public async Task What_is_ingested_or_dropped_is_seen_at_once()
    {
        await IngestAsync(1, "first");
        var before = await RequestsThreeTimesAsync();
        await IngestAsync(2, "first");
        Assert.InRange(await RequestsThreeTimesAsync(), before + 1, 600);
        await IngestAsync(3, "second");
        for (var i = 0; i < 3; i++) Assert.Equal(["second", "first"], await DatasetsAsync());
        (await ProgramProcess.RunClientAsync("datasets", "drop", "first", "--state", State)).Succeeded();

        (await ProgramProcess.RunClientAsync("query", "overview", "--dataset", "first", "--state", State)).Failed(2);
        Assert.Equal(["second"], await DatasetsAsync());
    }

    [Fact]
    public async Task Notes_are_given_again_too()
    {
        await IngestAsync(1, "d");
        await IngestAsync(2, "e");
        var notes = new List<string>();
        for (var i = 0; i < 3; i++)
            notes.Add((await ProgramProcess.RunClientAsync("query", "models", "--state", State)).Succeeded().Error);

        Assert.Contains("used last of 2", notes[0]);
        Assert.Equal([notes[0], notes[0]], notes[1..]);
    }

    private async Task IngestAsync(int seed, string dataset)
    {
        var file = SampleLog.Write(_folder.At($"{seed}.csv"), rows: 300, seed: seed);
        (await ProgramProcess.RunClientAsync("ingest", file, "--dataset", dataset, "--state", State)).Succeeded();
    }

    private async Task<int> RequestsThreeTimesAsync()
    {
        var counts = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            using var overview = JsonDocument.Parse(await AskAsync("query", "overview", "--format", "json", "--dataset", "first"));
            counts.Add(overview.RootElement.GetProperty("requests").GetInt32());
        }

        return Assert.Single(counts.Distinct());
    }

    private async Task<string[]> DatasetsAsync()
    {
        using var list = JsonDocument.Parse(await AskAsync("datasets", "list", "--format", "json"));
        return [.. list.RootElement.EnumerateArray().Select(dataset => dataset.GetProperty("dataset").GetString()!)];
    }

    private async Task<string> AskAsync(params string[] question) =>
        (await ProgramProcess.RunClientAsync([.. question, "--state", State])).Succeeded().Output;
}
