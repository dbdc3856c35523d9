namespace LlmWorkload.Datasets;

/// <summary>Finds or makes the entries of files that a client offers, in a copy of a dataset's ledger.</summary>
/// <param name="dataset">The copy, which is changed.</param>
internal sealed class OfferedFiles(DatasetState dataset)
{
    // Two files of one client are two files: the client has both, and has compared them.
    private readonly int _known = dataset.Files.Count;

    /// <summary>Whether anything was changed.</summary>
    public bool HasChanges { get; private set; }

    /// <summary>Entries whose next attempt begins with this change. The entry has the number of the attempt's first chunk.</summary>
    public HashSet<int> Begun { get; } = [];

    /// <summary>The entry of an offer.</summary>
    /// <returns>Its index.</returns>
    /// <exception cref="WorkloadException">
    /// The file may be the same as one that is being ingested by another path, or it was ingested after the client looked.
    /// </exception>
    public int Place(FileOffer offer)
    {
        if (offer.State == FileState.New) return IndexOfSame(offer) is >= 0 and var same ? same : Add(offer);
        Bring(offer.Entry, offer);
        if (offer.State is FileState.Grown or FileState.GrownInLine && dataset.Files[offer.Entry].Complete)
            Reopen(offer.Entry, offer);
        return offer.Entry;
    }

    private int IndexOfSame(FileOffer offer)
    {
        var earlier = dataset.Files.FindIndex(
            file => !file.HasMarks && file.Fingerprint.Length > 0 && file.Fingerprint == offer.Fingerprint);
        if (earlier >= 0)
        {
            Bring(earlier, offer);
            return earlier;
        }

        var same = dataset.Files.FindIndex(file => !file.Complete && IsAlike(file, offer) && file.Stamp?.Path == offer.Stamp?.Path);
        if (same < 0 && dataset.Files.FindIndex(0, _known, file => !file.Complete && IsAlike(file, offer)) is >= 0 and var other)
            throw MayBeSame(offer, dataset.Files[other]);
        return same;
    }

    private static bool IsAlike(FileLedger file, FileOffer offer) => file.Reading == offer.Reading && file.Head == offer.Head;

    private static WorkloadException MayBeSame(FileOffer offer, FileLedger other) => new(
        $"'{offer.Name}' begins as '{other.Stamp?.Path ?? other.Name}' does, which is not complete yet. It may be the same file: ingest "
            + "it when that one is complete.")
    { Remedy = Remedy.Reload };

    private int Add(FileOffer offer)
    {
        dataset.Files.Add(new FileLedger
        {
            Name = offer.Name,
            Reading = offer.Reading,
            Stamp = offer.Stamp,
            Head = offer.Head,
            Columns = offer.Columns,
            Written = offer.Written,
            Unused = FileLedger.Stride
        });
        HasChanges = true;
        Begun.Add(dataset.Files.Count - 1);
        return dataset.Files.Count - 1;
    }

    private void Reopen(int file, FileOffer offer)
    {
        if (offer.State == FileState.GrownInLine) dataset.TakeBack(file);
        else dataset.Reopen(file);
        dataset.Change(file).Written = offer.Written;
        HasChanges = true;
        Begun.Add(file);
    }

    // A known file may have been moved, touched, or rewritten with the same text.
    private void Bring(int file, FileOffer offer)
    {
        var known = dataset.Files[file];
        if (offer.Stamp is null || (known.Stamp == offer.Stamp && known.Name == offer.Name)) return;
        var changed = dataset.Change(file);
        (changed.Stamp, changed.Name, HasChanges) = (offer.Stamp, offer.Name, true);
        changed.Written = known.Complete ? Earliest(known.Written, offer.Written) : offer.Written;
        if (!changed.HasMarks) (changed.Reading, changed.Head, changed.Columns) = (offer.Reading, offer.Head, offer.Columns);
    }

    // A copy of a file is younger than its text.
    private static long Earliest(long one, long other) =>
        one == Missing.Value ? other : other == Missing.Value ? one : Math.Min(one, other);
}
