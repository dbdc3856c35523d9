using System.Formats.Tar;
using System.IO.Compression;
using LlmWorkload.Tests.Commands;

namespace LlmWorkload.Tests.Ingestion;

/// <summary>
/// State folders that older versions wrote are read: nothing is ingested again, and every number is that of a new folder.
/// </summary>
/// <remarks><c>OlderStates</c> holds a log of 400 requests and the folders, each of four chunks with the results of every analysis:
/// <c>state-1</c> from before readings of a file had numbers, <c>state-2</c> from before the rooms were moved.</remarks>
public sealed class OlderStateTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("state-1")]
    [InlineData("state-2")]
    public async Task A_folder_of_an_older_version_answers_as_a_new_one(string name)
    {
        var log = Path.Combine(_workspace.Root, "requests.csv");
        await using (var zipped = new GZipStream(File.OpenRead(Older("requests.csv.gz")), CompressionMode.Decompress))
        await using (var plain = File.Create(log)) await zipped.CopyToAsync(plain);
        await using (var archive = new GZipStream(File.OpenRead(Older(name + ".tar.gz")), CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(archive, _workspace.Root, overwriteFiles: false);

        var again = (await IngestAsync(log, _workspace.State)).Json();
        Assert.Equal((400, 0), (again.GetProperty("rows").GetInt64(), again.GetProperty("added_rows").GetInt64()));
        await IngestAsync(log, At("new"));
        await AnalyzeAsync(log, _workspace.State, At("of-old"));
        await AnalyzeAsync(log, At("new"), At("of-new"));
        var files = Directory.EnumerateFiles(At("of-new"), "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(At("of-new"), file)).Where(file => file != "summary.json").ToList();
        Assert.Equal(14, files.Count);
        Assert.All(files, file =>
            Assert.Equal(File.ReadAllText(Path.Combine(At("of-new"), file)), File.ReadAllText(Path.Combine(At("of-old"), file))));

        await File.AppendAllLinesAsync(log, File.ReadLines(log).Skip(1).Take(50).ToList());
        var grown = (await IngestAsync(log, _workspace.State)).Json();
        Assert.Equal((450, 50), (grown.GetProperty("rows").GetInt64(), grown.GetProperty("added_rows").GetInt64()));
    }

    private static string Older(string file) => Path.Combine(AppContext.BaseDirectory, "OlderStates", file);

    private string At(string name) => Path.Combine(_workspace.Root, name);

    private static async Task<CommandRun> IngestAsync(string log, string state) =>
        (await CommandRun.OfAsync("ingest", log, "--state", state, "--dataset", "old", "--chunk-records", "100", "--format", "json"))
            .Succeeds();

    private static async Task AnalyzeAsync(string log, string state, string output) =>
        (await CommandRun.OfAsync("analyze", log, "--state", state, "--dataset", "old", "--top", "0", "--output", output)).Succeeds();
}
