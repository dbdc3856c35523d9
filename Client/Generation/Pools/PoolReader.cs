using System.Globalization;
using LlmWorkload.Pools;

namespace LlmWorkload.Generation;

/// <summary>Reads a pool of clients: a folder with two files for each, as ServeGen (arXiv 2505.09999) has them.</summary>
internal static class PoolReader
{
    private static readonly string Expected =
        $"expected a folder with {PoolFileNames.Trace(0)} and {PoolFileNames.Dataset(0)}";

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
        var (traces, datasets) = (Numbers(folder, PoolFileNames.Traces), Numbers(folder, PoolFileNames.Datasets));
        if (datasets.Count == 0) throw PoolFault.Of($"--from-pool is '{folder}', which has no client; {Expected}.");
        if (datasets.Except(traces).Order().FirstOrDefault(-1) is >= 0 and var lone)
            throw PoolFault.Of($"{Path.Combine(folder, PoolFileNames.Dataset(lone))} is there, and no trace of the client; {Expected}.");
        var names = ClientNames.Read(Path.Combine(folder, PoolFileNames.Clients));
        var starts = new List<long>();
        var clients = new List<SimulatedClient>();
        var hasRatio = false;
        foreach (var number in datasets)
        {
            var windows = TraceFile.Read(Path.Combine(folder, PoolFileNames.Trace(number)), starts);
            var (tokens, ofRatio) = DatasetFile.Read(Path.Combine(folder, PoolFileNames.Dataset(number)));
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

    private static SortedSet<int> Numbers(string folder, string pattern)
    {
        var numbers = new SortedSet<int>();
        foreach (var file in Directory.EnumerateFiles(folder, pattern))
        {
            numbers.Add(PoolFileNames.NumberOf(Path.GetFileName(file))
                ?? throw PoolFault.Of($"{file} has no number; expected a name such as {pattern.Replace('*', '0')}."));
        }

        return numbers;
    }
}
