using LlmWorkload.Datasets;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace LlmWorkload.Hosting;

/// <summary>
/// The names of datasets and models in a state folder that nobody uses, without a silo. There are none where there is no state, or somebody
/// uses it.
/// </summary>
public static class StateNames
{
    /// <summary>The datasets, the one used last first.</summary>
    /// <param name="path">The state folder.</param>
    public static IReadOnlyList<string> Datasets(string path) => With(path, Datasets);

    /// <summary>The ids and names of a dataset's models, those with the most requests first.</summary>
    /// <param name="path">The state folder.</param>
    /// <param name="dataset">The dataset; null for the one used last.</param>
    public static IReadOnlyList<string> Models(string path, string? dataset) => With(path, (peek, serializer) =>
    {
        var name = dataset ?? Datasets(peek, serializer).FirstOrDefault();
        if (name is null) return [];
        if (Read<DatasetState>(peek, serializer, "dataset", GrainKeys.Dataset(name), "d-catalog") is not { } state) return [];
        var rows = new BucketedRows();
        foreach (var chunk in state.Tallied)
        {
            var tally = Read<ChunkTally>(peek, serializer, "dataset", GrainKeys.Dataset(name), ChunkTally.NameOf(chunk));
            rows.Add(chunk, tally?.Models ?? []);
            if (state.Recorded().Has(ChunkTally.FileOf(chunk), ChunkTally.NumberOf(chunk))) rows.Count(chunk);
        }

        state.Take(rows);

        return
        [
            .. state.Counts().OrderByDescending(model => model.Rows).ThenBy(model => model.Id, StringComparer.Ordinal)
                .SelectMany(model => (string[])[state.Names.GetValueOrDefault(model.Id, model.Id), model.Id]).Distinct(),
        ];
    });

    /// <summary>Which of the states that a folder has had it has now; null where there is none, or it cannot be read.</summary>
    public static StateStamp? Stamp(string path) => StatePeek.Stamp(path);

    /// <summary>The file in which a client may keep answers. It is removed with any record, of which answers may tell.</summary>
    public static string AnswersOf(string path) => Path.Combine(path, StateFolder.AnswersName);

    private static IReadOnlyList<string> Datasets(StatePeek peek, Serializer serializer) =>
        Read<DatasetIndexState>(peek, serializer, "datasetindex", GrainKeys.DatasetIndex, "i-names")?.Names ?? [];

    private static T? Read<T>(StatePeek peek, Serializer serializer, string grain, string key, string state)
        where T : class => peek.Read(GrainId.Create(grain, key), state) is { } payload ? serializer.Deserialize<T>(payload) : null;

    private static IReadOnlyList<string> With(string path, Func<StatePeek, Serializer, IReadOnlyList<string>> read)
    {
        using var peek = StatePeek.TryOpen(path);
        if (peek is null) return [];
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        return read(peek, services.GetRequiredService<Serializer>());
    }
}
