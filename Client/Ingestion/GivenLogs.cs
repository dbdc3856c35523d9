using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>The logs of an ingestion, with what a dataset has of them.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Catalog">Its catalog when the logs were offered.</param>
/// <param name="Logs">Every log that is given.</param>
/// <param name="Entries">The logs that were offered, with their entries.</param>
/// <param name="LeftOut">What was left out of folders.</param>
internal sealed record GivenLogs(
    IDatasetGrain Dataset,
    DatasetCatalog Catalog,
    IReadOnlyList<LogIdentity> Logs,
    IReadOnlyList<(LogIdentity Log, CatalogFile Entry)> Entries,
    IReadOnlyList<LeftOutFile> LeftOut)
{
    /// <summary>What an ingestion of them came to.</summary>
    /// <param name="after">The catalog afterwards.</param>
    /// <param name="rows">Rows that were added.</param>
    /// <param name="turns">The entries as they were before their turn, or complete without it.</param>
    public IngestResult Result(DatasetCatalog after, long rows, IEnumerable<CatalogFile> turns)
    {
        var before = turns.ToList();
        var grown = Entries.Where(each => each.Log.Offer.State is FileState.Grown or FileState.GrownInLine).Select(each => each.Entry.Index)
            .ToHashSet();
        return new IngestResult(after, rows, 0)
        {
            Files = [.. Entries.Select(each => each.Entry.Index).Distinct().Select(index => after.Files[index])],
            SkippedFiles = [.. before.Where(file => file.Complete).Select(file => file.Name)],
            ResumedFiles = [.. before.Where(file => !file.Complete && file.NextPosition is not null && !grown.Contains(file.Index))
                .Select(file => file.Name)],
            GrownFiles = [.. before.Where(file => grown.Contains(file.Index)).Select(file => (file.Name, file.NextPosition?.Line ?? 1))],
            Copies = Copies(),
            LeftOut = LeftOut,
            UnusedModel = [.. Logs.Where(log => log.HasUnusedModel)
                .Select(log => (log.Source.Name, log.ModelColumn!))],
            IsUnread = Logs.All(log => log.IsUnread),
        };
    }

    // The file that is read is in the dataset under its name. Where an earlier one is, any of these is as good.
    private IReadOnlyList<CopiedFile> Copies()
    {
        var entryOf = Entries.ToDictionary(each => each.Log.Source, each => each.Entry);
        var groups = Logs.GroupBy(log => entryOf.GetValueOrDefault(log.Whole?.Source ?? log.Source)?.Index ?? -1);
        var copies = new List<CopiedFile>();
        foreach (var group in groups.Where(group => group.Key >= 0))
        {
            var counted = group.MaxBy(log => (log.Whole is null, entryOf.GetValueOrDefault(log.Source)?.Name == log.Source.Name))!;
            copies.AddRange(group.Where(log => log != counted)
                .Select(log => new CopiedFile(log.Source.Path, counted.Source.Path, log is { Whole: not null, IsBeginning: true })));
        }

        return copies;
    }
}
