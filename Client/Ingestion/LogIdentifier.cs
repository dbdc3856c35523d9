using System.Globalization;
using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Tells which of a dataset's files the logs given are, by their text: a log that is in under another name, compressed or not, is the same;
/// one that begins with all that was read before has grown. Path, size and time of change may say that nothing can have changed; else the
/// text is read and compared.
/// </summary>
/// <param name="reading">How logs are read.</param>
/// <param name="dataset">The dataset; null where there is none yet.</param>
/// <param name="found">Paths of logs that nobody named, but a folder has.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class LogIdentifier(
    ReadingOptions reading, DatasetCatalog? dataset, IReadOnlySet<string> found, CancellationToken cancellationToken)
{
    private const int LooksAtRows = 1_000;

    private readonly List<LeftOutFile> _leftOut = [];

    /// <summary>Logs of folders that are empty, or none after all.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut => _leftOut;

    /// <summary>Identifies logs; those that are left out are not among the results.</summary>
    /// <exception cref="WorkloadException">A log cannot be read.</exception>
    public IReadOnlyList<LogIdentity> Identify(IReadOnlyList<LogSource> sources)
    {
        var seen = new List<LogIdentity>();
        foreach (var source in sources)
        {
            if (Look(source) is { } identity) seen.Add(identity);
        }

        KeepNames(seen);
        JoinCopies(seen);
        return [.. seen.Select(identity =>
            identity with { Replaces = Replaced(identity, seen), Whole = identity.Whole is { } whole
                ? seen.First(each => each.Source == whole.Source) : null })];
    }

    /// <summary>Whether a log is another than the dataset's file of the same path, and not what rotation put in its place.</summary>
    public bool IsEdited(LogIdentity identity)
    {
        if (identity.Replaces is not { } before) return false;
        return before.Last != Missing.Value && FirstStarted(identity.Source) <= before.Last;
    }

    private LogIdentity? Look(LogSource source)
    {
        var key = reading.Key(source.Name, hasModels: false);
        var stamp = source.Stamp;
        if (Unchanged(stamp, key) is { } same)
        {
            return new LogIdentity(source, Offer(source, key, null, same.Head, same.Columns, FileState.Known, same.Index))
            {
                IsUnread = true
            };
        }

        try
        {
            var look = LogLook.At(source, reading);
            if (look.ModelColumn is not null) key = reading.Key(source.Name, hasModels: true);
            var offer = Offer(source, key, stamp, TextHash.Of(look.Head), look.Columns, FileState.New, -1);
            var hasUnusedModel = look.ModelColumn is not null && (reading.Model is not null || reading.ModelFromFilename);
            return Compare(
                new LogIdentity(source, offer)
                {
                    ModelColumn = look.ModelColumn,
                    HasUnusedModel = hasUnusedModel,
                    FirstLines = FirstLines(look.Head)
                }, look.Head);
        }
        catch (WorkloadException fault) when (fault.IsInput && FoundLogs.WhyLeftOut(source, found) is { } why)
        {
            _leftOut.Add(new LeftOutFile(source.Path, why));
            return null;
        }
    }

    // A file that was read without a model of its own has a column of models: for it, the option says nothing.
    private CatalogFile? Unchanged(FileStamp? stamp, string key) => stamp is null || stamp.Changed == FileStatus.Unknown
        ? null
        : dataset?.Files.FirstOrDefault(file =>
            file.Complete && file.Stamp == stamp && (file.Reading == key || file.Reading == ReadingOptions.WithoutModel(key)));

    private LogIdentity Compare(LogIdentity identity, byte[] head)
    {
        var offer = identity.Offer;
        if (Earlier(identity) is { } earlier) return earlier;
        var every = dataset?.Files ?? [];
        var files = every.Where(file => IsReadAlike(file, identity)).ToList();
        var alike = every.Where(file => file.Head.Length <= head.Length && TextHash.Of(head.AsSpan(0, (int)file.Head.Length)) == file.Head)
            .ToList();
        var candidates = alike.Where(file => file.Marks.Count > 0)
            .OrderByDescending(file => IsReadAlike(file, identity)).ThenByDescending(file => file.Marks[^1].Length).ToList();
        if (candidates.Count > 0)
        {
            identity.Source.Spool(); // a pipe whose text may be known must be read twice
            var (at, end) = TextPass.Hash(
                identity.Source, candidates.Select(file => file.Marks[^1].Length), cancellationToken);
            identity = identity with { End = end.Mark };
            foreach (var file in candidates)
            {
                var isWhole = at.TryGetValue(file.Marks[^1].Length, out var hash) && hash.Mark == file.Marks[^1]
                    && (file.Rows > 0 || file.Rejected.Count > 0 || IsPathOf(file, offer));
                if (!isWhole && !file.Marks.Contains(end.Mark)) continue;
                if (!IsReadAlike(file, identity)) return identity with { ReadOtherwise = file };
                if (!isWhole) return Known(identity, file, null);
                return hash!.Length == end.Length || !file.Complete ? Known(identity, file, hash) : Grown(identity, file, hash);
            }
        }

        alike.RemoveAll(file => !files.Contains(file));
        if (Beginning(identity, files.Where(file => file.Head.Length > head.Length || alike.Contains(file))) is { } longer)
            return Known(identity, longer, null);

        // An ingestion that was cut short before anything was recorded begins anew.
        var begun = alike.Concat(files.Where(file => IsPathOf(file, offer))).FirstOrDefault(
            file => !file.Complete && file.Marks.Count == 0 && file.Fingerprint.Length == 0);
        return begun is null ? identity : Known(identity, begun, null);
    }

    /// <summary>
    /// The file that a log is the beginning of: where it ends is no place that was recorded, so that the file itself tells, if it is still
    /// there as it was.
    /// </summary>
    private CatalogFile? Beginning(LogIdentity identity, IEnumerable<CatalogFile> files)
    {
        if (identity.Source.IsPipe || identity.FirstLines is null) return null;
        TextMark? text = null;
        foreach (var file in files.Where(file => file.Marks.Count > 0 && !IsPathOf(file, identity.Offer) && File.Exists(file.Stamp?.Path)))
        {
            // It is compared with what the dataset has of it, and nothing else comes of it: it may lie anywhere, and must be a file.
            var anywhere = Path.GetPathRoot(file.Stamp!.Path);
            if (PlacedFile.WhyNot(file.Stamp.Path, anywhere) is not null) continue;
            using var source = new LogSource(file.Stamp.Path, within: anywhere);
            text ??= TextPass.Hash(identity.Source, [], cancellationToken).End.Mark;
            if (file.Marks[^1].Length < text.Value.Length) continue;
            var (at, _) = TextPass.Hash(source, [text.Value.Length, file.Marks[^1].Length], cancellationToken);
            if (at.GetValueOrDefault(text.Value.Length)?.Mark == text
                && at.GetValueOrDefault(file.Marks[^1].Length)?.Mark == file.Marks[^1])
                return file;
        }

        return null;
    }

    // What the version before read is known by its bytes alone: by blocks of the file as it was then, however far it has grown since.
    private LogIdentity? Earlier(LogIdentity identity)
    {
        if (identity.Offer.Stamp is null) return null; // a pipe
        foreach (var file in dataset?.Files.Where(file => file.Marks.Count == 0 && file.Fingerprint.Length > 0) ?? [])
        {
            if (file.Fingerprint.Split('-', 3) is not [var bytes, var blocks, .. var read]) continue;
            if (!long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var length)) continue;
            var fingerprint = FileFingerprint.Of(identity.Source.Path, length, identity.Source.Within);
            if (fingerprint.Length != length || fingerprint.Hash != blocks) continue;
            var known = file with { Reading = read.Length == 0 ? "" : read[0] };
            if (!IsReadAlike(known, identity)) return identity with { ReadOtherwise = known };
            if (!file.Complete || file.NextPosition is not { } end || new FileInfo(identity.Source.Path).Length == length)
                return Known(identity, file, null);
            var (at, all) = TextPass.Hash(identity.Source, [end.Offset], cancellationToken);
            if (at.TryGetValue(end.Offset, out var hash))
                return Grown(identity with { End = all.Mark }, file with { EndsInLine = !EndsLine(identity.Source, end.Offset) }, hash);
        }

        return null;
    }

    // For a file with a column of models it never mattered what model was named.
    private static bool IsReadAlike(CatalogFile file, LogIdentity identity) => file.Reading == identity.Offer.Reading
        || (identity.ModelColumn is not null && ReadingOptions.WithoutModel(file.Reading) == identity.Offer.Reading);

    private static bool EndsLine(LogSource source, long offset) =>
        offset == 0 || TextPass.Behind(source, offset - 1) is [(byte)'\n' or (byte)'\r', ..];

    private static LogIdentity Known(LogIdentity identity, CatalogFile file, TextHash? hash) =>
        identity with { Offer = identity.Offer with { State = FileState.Known, Entry = file.Index }, Hash = hash };

    private static LogIdentity Grown(LogIdentity identity, CatalogFile file, TextHash hash)
    {
        var isNextLine = !file.EndsInLine || TextPass.Behind(identity.Source, hash.Length) is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n'];
        return identity with
        {
            Offer = identity.Offer with { State = isNextLine ? FileState.Grown : FileState.GrownInLine, Entry = file.Index },
            Hash = hash
        };
    }

    /// <summary>Of logs that are the same file of the dataset, one goes on with it; another that goes on otherwise is a new one.</summary>
    private void KeepNames(List<LogIdentity> seen)
    {
        foreach (var same in seen.Where(identity => identity.Offer.Entry >= 0).GroupBy(identity => identity.Offer.Entry).ToList())
        {
            var file = dataset!.Files[same.Key];
            var usual = same.FirstOrDefault(identity => IsPathOf(file, identity.Offer) || identity.IsUnread) ?? same.First();
            var goesOn = same.Where(GoesOn).ToList();
            var kept = goesOn.Count == 0 || (goesOn.Contains(usual) && !file.Complete)
                ? usual
                : goesOn.MaxBy(identity => identity.End!.Value.Length)!;
            foreach (var identity in same.Where(identity => identity != kept))
            {
                // A copy of a file that is still where it was does not take its place.
                var index = seen.IndexOf(identity);
                if (!GoesOn(identity))
                {
                    seen[index] = identity with
                    {
                        Offer = identity.Offer with { Stamp = null },
                        Whole = GoesOn(kept) ? kept : null,
                        IsBeginning = true
                    };
                }
                else if (IsBeginning(identity, kept))
                {
                    seen[index] = identity with { Whole = kept, IsBeginning = identity.End!.Value.Length < kept.End!.Value.Length };
                }
                else
                {
                    seen[index] = identity with { Offer = identity.Offer with { State = FileState.New, Entry = -1 }, Hash = null };
                }
            }
        }
    }

    // Whether it has text behind what the dataset has of it.
    private static bool GoesOn(LogIdentity identity) => identity is { End: { } end, Hash: { } hash } && end.Length > hash.Length;

    private bool IsBeginning(LogIdentity identity, LogIdentity of) =>
        TextPass.Hash(of.Source, [identity.End!.Value.Length], cancellationToken).At.GetValueOrDefault(
            identity.End.Value.Length)?.Mark == identity.End;

    /// <summary>Of logs that are new, and whose text another new one has too, one counts.</summary>
    private void JoinCopies(List<LogIdentity> seen)
    {
        var fresh = seen.Where(identity => identity.Offer.State == FileState.New && identity.FirstLines is not null
            && !identity.Source.IsPipe).ToList();
        foreach (var group in fresh.GroupBy(identity => (identity.Offer.Reading, identity.FirstLines)).Where(group => group.Skip(1).Any()))
        {
            var texts = group.Select(identity => (Identity: identity, End: TextPass.Hash(identity.Source, [], cancellationToken).End.Mark))
                .OrderByDescending(text => text.End.Length).ToList();
            var lengths = texts.Select(text => text.End.Length).ToList();
            var wholes = new List<(LogIdentity Identity, IReadOnlyDictionary<long, TextHash> At, long Length)>();
            foreach (var (identity, end) in texts)
            {
                var (whole, _, length) = wholes.FirstOrDefault(
                    each => each.At.TryGetValue(end.Length, out var hash) && hash.Mark == end);
                if (whole is null)
                    wholes.Add((identity, TextPass.Hash(identity.Source, lengths, cancellationToken).At, end.Length));
                else
                    seen[seen.IndexOf(identity)] = identity with { Whole = whole, IsBeginning = end.Length < length };
            }
        }
    }

    private static Hash128? FirstLines(ReadOnlySpan<byte> head)
    {
        if (LogText.IsParquet(head)) return TextHash.Of(head).Hash;
        var first = head.IndexOfAny((byte)'\n', (byte)'\r');
        var rest = first < 0 || first + 2 > head.Length ? [] : head[(first + 2)..];
        var second = rest.IndexOfAny((byte)'\n', (byte)'\r');
        return second < 0 ? null : TextHash.Of(head[..(first + 2 + second)]).Hash;
    }

    private CatalogFile? Replaced(LogIdentity identity, List<LogIdentity> seen)
    {
        if (identity.Offer.State != FileState.New || identity.Whole is not null || identity.Source.IsPipe) return null;
        var moved = seen.Where(each => each.Offer.Entry >= 0).Select(each => each.Offer.Entry).ToHashSet();
        var before = dataset?.Files.LastOrDefault(
            file => file.Reading == identity.Offer.Reading && IsPathOf(file, identity.Offer)); // after rotations, the newest
        return before is null || moved.Contains(before.Index) ? null : before;
    }

    private static bool IsPathOf(CatalogFile file, FileOffer offer) => offer.Stamp is { } stamp && file.Stamp?.Path == stamp.Path;

    private long FirstStarted(LogSource source)
    {
        using var reader = RequestFormats.Of(source).Open(source, reading with { Strict = false }, new RequestTables(0));
        var batch = new RequestBatch(LooksAtRows);
        reader.Read(batch);
        return batch.Rows == 0 ? long.MinValue : batch.Started.AsSpan(0, batch.Rows).ToArray().Min();
    }

    private static FileOffer Offer(
        LogSource source, string key, FileStamp? stamp, TextMark head, FileColumns columns, FileState state, int entry) =>
        new(source.Name, key, stamp, head, columns, state, entry, source.Written);
}
