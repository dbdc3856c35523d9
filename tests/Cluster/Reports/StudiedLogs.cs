using System.Collections.Concurrent;
using LlmWorkload.Tests.Commands;

namespace LlmWorkload.Tests.Reports;

/// <summary>Logs, each studied once for all tests that read the report of it.</summary>
public sealed class StudiedLogs : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Workspace>>> _studies = new();

    /// <summary>The folder of a log's study.</summary>
    /// <param name="log">
    /// <c>sample</c>, the repository's own; <c>rich</c>, a generated one with every field but blocks; <c>prefixes</c>, a trace of blocks.
    /// </param>
    internal async Task<WrittenReport> ReportAsync(string log) =>
        new((await _studies.GetOrAdd(log, name => new(() => StudyAsync(name))).Value).Figures);

    /// <summary>Studies a log in a folder of its own.</summary>
    internal static async Task<Workspace> StudyAsync(string log)
    {
        var workspace = new Workspace();
        string[] read = log switch
        {
            "sample" =>
            [
                Repository.At("deploy", "samples", "requests.csv.gz"), "--models", Repository.At("deploy", "samples", "models.json"),
            ],
            "rich" => [await GenerateAsync(workspace), "--slo", "ttft=0.5,e2e=30"],
            _ => [workspace.Write("blocks.jsonl", [.. Enumerable.Range(0, 300).Select(Block)]), "--model", "m"],
        };
        (await workspace.AnalyzeAsync(read[0], ["--study", "--top", "2", "--dataset", "studied", .. read[1..]])).Succeeds();
        return workspace;
    }

    public void Dispose()
    {
        foreach (var study in _studies.Values.Where(study => study.Value.IsCompletedSuccessfully)) study.Value.Result.Dispose();
    }

    private static async Task<string> GenerateAsync(Workspace workspace)
    {
        var log = Path.Combine(workspace.Root, "rich.csv");
        (await CommandRun.OfAsync(
            "generate", "--rich", "--rows", "12000", "--users", "60", "--models", "6", "--days", "45", "--seed", "4", "-o", log))
            .Succeeds();
        return log;
    }

    // Prompts in turn begin with one of three texts, and each has blocks of its own.
    private static string Block(int row) =>
        $"{{\"timestamp\": {row * 250}, \"input_length\": {1_100 + row % 400}, \"output_length\": {5 + row % 70}, "
            + $"\"hash_ids\": [{row % 3}, {100 + row % 20}, {1_000 + row}]}}";
}
