using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmWorkload.Generation;

/// <summary>Reads a pool of clients: a folder with two files for each, as ServeGen (arXiv 2505.09999) has them.</summary>
internal static partial class PoolReader
{
    private const string Expected = "expected a folder with chunk-0-trace.csv and chunk-0-dataset.json";

    /// <summary>Reads a pool.</summary>
    /// <exception cref="WorkloadException">
    /// The folder is none, or a file of it is not right; the message has file, line, column and what was expected.
    /// </exception>
    public static ClientPool Read(string folder)
    {
        try
        {
            return ReadFiles(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw PoolFault.Of($"--from-pool: {failure.Message}", failure);
        }
    }

    private static ClientPool ReadFiles(string folder)
    {
        if (!Directory.Exists(folder)) throw PoolFault.Of($"--from-pool is '{folder}', which is no folder; {Expected}.");
        var (traces, datasets) = (Numbers(folder, "trace.csv"), Numbers(folder, "dataset.json"));
        if (datasets.Count == 0) throw PoolFault.Of($"--from-pool is '{folder}', which has no client; {Expected}.");
        if (datasets.Except(traces).Order().FirstOrDefault(-1) is >= 0 and var lone)
            throw PoolFault.Of($"{FileOf(folder, lone, "dataset.json")} is there, and no trace of the client; {Expected}.");
        var names = ClientNames.Read(Path.Combine(folder, ClientNames.File));
        var starts = new List<long>();
        var clients = new List<SimulatedClient>();
        var hasRatio = false;
        foreach (var number in datasets)
        {
            var windows = TraceFile.Read(FileOf(folder, number, "trace.csv"), starts);
            var (tokens, ofRatio) = DatasetFile.Read(FileOf(folder, number, "dataset.json"));
            hasRatio |= ofRatio;
            var user = names.GetValueOrDefault(number, string.Create(CultureInfo.InvariantCulture, $"client-{number}"));
            clients.Add(new SimulatedClient(number, user, windows, tokens));
        }

        var notes = new List<string>();
        if (traces.Except(datasets).Count() is > 0 and var without)
            notes.Add($"Left out: {InvariantText.Whole(without)} traces without a dataset");
        if (hasRatio) notes.Add($"Left out: {DatasetFile.ReasonRatio}; a log has no column of it");
        return new ClientPool(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), starts, clients, notes);
    }

    private static SortedSet<int> Numbers(string folder, string ending)
    {
        var numbers = new SortedSet<int>();
        foreach (var file in Directory.EnumerateFiles(folder, $"chunk-*-{ending}"))
        {
            var name = Path.GetFileName(file);
            if (ChunkName().Match(name) is not { Success: true } match
                || !int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw PoolFault.Of($"{file} has no number; expected a name such as chunk-0-{ending}.");
            numbers.Add(number);
        }

        return numbers;
    }

    private static string FileOf(string folder, int number, string ending) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"chunk-{number}-{ending}"));

    [GeneratedRegex("^chunk-(?<number>0|[1-9][0-9]{0,8})-(trace\\.csv|dataset\\.json)$", RegexOptions.CultureInvariant)]
    private static partial Regex ChunkName();
}
