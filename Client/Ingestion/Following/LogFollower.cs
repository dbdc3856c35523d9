using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Brings logs that go on growing into a dataset, every row exactly once: what is written in whole lines is ingested again and again, each
/// time as far as the files go. What the dataset's ledger knows is passed over, so that a follower that was killed goes on where the last
/// commit was, and questions meanwhile see a committed version. Where another file has taken the place of one (rotation), the old one is
/// looked for beside it by its number, or after a restart by its text, and finished first.
/// </summary>
/// <param name="ingest">Ingests a request.</param>
/// <param name="describe">The dataset as it is; null where there is none yet.</param>
/// <param name="time">The clock.</param>
/// <param name="tell">Told what is not as usual.</param>
internal sealed class LogFollower(
    Func<IngestRequest, CancellationToken, Task<IngestResult>> ingest, Func<Task<DatasetCatalog?>> describe, TimeProvider time,
    Action<string>? tell)
{
    // With so much to store a commit does not wait for its time.
    private const long ManyBytes = 32 << 20;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastRest = TimeSpan.FromSeconds(5);

    private readonly List<FollowedFile> _files = [];
    private long _rows;
    private long _commits;
    private long _leftBytes;
    private DatasetCatalog? _catalog;
    private string? _within;
    private long? _life;
    private string? _failed;

    /// <summary>Follows files until it is cancelled.</summary>
    /// <param name="request">The files, and how they are read; it has the dataset's name.</param>
    /// <param name="every">How long what is written waits at most before it is stored.</param>
    /// <param name="progress">Told after each commit, and each second.</param>
    /// <param name="cancellationToken">Ends it; what is committed stays.</param>
    /// <exception cref="WorkloadException">A file cannot be followed or read.</exception>
    public async Task RunAsync(
        IngestRequest request, TimeSpan every, IProgress<FollowProgress>? progress, CancellationToken cancellationToken)
    {
        foreach (var path in request.Files) Check(path, request.Within);
        (_within, _life) = (request.Within, await describe() is { Rows: > 0 } known ? known.Life : null);
        var (isFirst, due, asked) = (true, time.GetUtcNow(), time.GetUtcNow());
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var now = time.GetUtcNow();
            if (now - asked >= BetweenQuestions)
            {
                await CheckLifeAsync(request.Dataset!);
                asked = now;
            }

            await LookAsync(request, isFirst, every, now);
            var behind = _files.Sum(file => file.Bytes - file.StoredBytes);
            if (behind > 0 && (isFirst || now >= due || behind >= ManyBytes))
            {
                var isStored = await StoreAsync(request, progress, cancellationToken);
                isFirst &= !isStored;
                due = time.GetUtcNow() + every;
                if (!isStored) await Task.Delay(BetweenTries, time, cancellationToken);
            }
            else if (behind == 0)
            {
                due = now + every;
            }

            progress?.Report(Progress());
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    // A dataset that was dropped is not made anew by what is written later, and a follower that sees nothing new is not left waiting.
    private async Task CheckLifeAsync(string name)
    {
        if (_life is { } life && await KnownLifeAsync() is var (known, isKnown) && isKnown && known != life)
            throw LogIngestor.Dropped(name);
    }

    // A cluster that does not answer may be back soon.
    private async Task<(long? Life, bool IsKnown)> KnownLifeAsync()
    {
        try
        {
            return ((await describe())?.Life, true);
        }
        catch (Exception unanswered) when (unanswered is not OperationCanceledException)
        {
            return (null, false);
        }
    }

    // What is compressed or a pipe does not grow by lines.
    private static void Check(string path, string? within)
    {
        using var source = new LogSource(path, within: within);
        if (FileStatus.Number(path) == 0)
            throw new WorkloadException("Following needs Linux: elsewhere nobody tells a rotated file from another.") { IsInput = true };
        if (source.IsPipe) throw new WorkloadException($"{path}: is no file; a pipe is read to its end anyway.") { IsInput = true };
        using var stream = source.Open();
        var binary = stream.Compression ?? (LogText.IsParquet(stream.FirstBlock) ? "Parquet" : null);
        if (binary is not null)
            throw new WorkloadException($"{path}: {binary} is not followed; expected a log of lines.") { IsInput = true };
    }

    private async Task LookAsync(IngestRequest request, bool isFirst, TimeSpan every, DateTimeOffset now)
    {
        foreach (var path in request.Files)
        {
            if (!File.Exists(path)) continue;
            var number = FileStatus.Number(path);
            if (_files.Exists(file => !file.IsRotated && file.Path == path && file.Number == number)) continue;
            if (_files.Find(file => !file.IsRotated && file.Path == path) is { } before)
                AddRotated(path, PlaceOf(before), before, now);
            else if (isFirst && await RotatedAsync(path) is { } old)
                AddRotated(path, old, null, now);
            _files.Add(new FollowedFile(path, number, now, _within));
        }

        foreach (var file in _files.ToList())
        {
            if (FileStatus.Number(file.Path) != file.Number && !IsFoundAgain(file)) continue;
            var isFinished = file.IsRotated && now - file.Grown > (every > LeastRest ? every : LeastRest);
            try
            {
                file.Look(now, isFinished);
            }
            catch (IOException gone)
            {
                tell?.Invoke($"{file.Path}: {gone.Message.TrimEnd('.')}; reading it anew");
                _files.Remove(file);
                continue;
            }

            if (isFinished && file.Bytes == file.StoredBytes) Leave(file);
        }
    }

    // The file that was followed has another name now, in its folder, unless it was moved away or removed. Files beside it that were
    // written later came and went while nobody looked.
    private void AddRotated(string path, string? place, FollowedFile? before, DateTimeOffset now)
    {
        if (place is null)
        {
            if (before!.StoredBytes < before.Bytes)
                tell?.Invoke($"{path}: another file has taken its place, and it is not beside it; its last lines are not read");
            Leave(before);
            return;
        }

        var written = File.GetLastWriteTimeUtc(place);
        string[] later = [.. Beside(path).Where(each => each != place && File.GetLastWriteTimeUtc(each) >= written)
            .Where(each => !_files.Exists(file => file.Number == FileStatus.Number(each))).OrderBy(File.GetLastWriteTimeUtc)];
        foreach (var each in (string[])[place, .. later])
        {
            tell?.Invoke($"{path}: rotated; finishing it as {Path.GetFileName(each)}");
            var file = each == place && before is not null ? before : new FollowedFile(each, FileStatus.Number(each), now, _within);
            file.Rotate(each);
            if (file != before) _files.Add(file);
        }
    }

    // A rotated file is renamed again by the next rotation.
    private bool IsFoundAgain(FollowedFile file)
    {
        if (!file.IsRotated) return false;
        if (PlaceOf(file) is { } place)
        {
            file.Rotate(place);
            return true;
        }

        if (file.StoredBytes < file.Bytes) tell?.Invoke($"{file.Path}: is gone before its last lines were read");
        Leave(file);
        return false;
    }

    // Where a file is that has another name by now; null where it is not in its folder any more.
    private static string? PlaceOf(FollowedFile file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file.Path))!;
        return Directory.EnumerateFiles(folder).FirstOrDefault(each => FileStatus.Number(each) == file.Number) is { } place
            ? Path.Combine(Path.GetDirectoryName(file.Path)!, Path.GetFileName(place))
            : null;
    }

    // Files that rotation may have made of one: its name with something behind, and not compressed.
    private IEnumerable<string> Beside(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        foreach (var each in Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, name + "?*"))
        {
            // To .NET, a question mark at the end of a name may stand for nothing.
            if (Path.GetFileName(each) == name) continue;
            var place = Path.Combine(folder, Path.GetFileName(each));
            if (Path.GetExtension(each) is ".gz" or ".zst" or ".bz2" or ".xz" || PlacedFile.WhyNot(place, _within) is not null) continue;
            yield return place;
        }
    }

    // Where that is which an earlier follower followed under this path; null where it is there still, or nowhere.
    private async Task<string?> RotatedAsync(string path)
    {
        var full = Path.GetFullPath(path);
        var known = (await describe())?.Files.LastOrDefault(file => file.Stamp?.Path == full);
        return known is not { Marks: [.., var mark] } || IsBeginning(path, mark)
            ? null
            : Beside(path).FirstOrDefault(place => IsBeginning(place, mark));
    }

    private bool IsBeginning(string path, TextMark mark)
    {
        using var source = new LogSource(path, within: _within);
        return source.Length >= mark.Length
            && TextPass.Hash(source, [mark.Length], CancellationToken.None).At.GetValueOrDefault(mark.Length)?.Mark == mark;
    }

    /// <summary>Ingests what is written.</summary>
    /// <returns>False where that has to be tried again.</returns>
    private async Task<bool> StoreAsync(IngestRequest request, IProgress<FollowProgress>? progress, CancellationToken cancellationToken)
    {
        // A file that was rotated comes before the one that has its place.
        var parts = _files.Where(file => file.Bytes > 0).OrderByDescending(file => file.IsRotated).DistinctBy(file => file.Path)
            .ToDictionary(file => file.Path, file => file.Part);
        try
        {
            var result = await ingest(
                request with { Files = [.. parts.Keys], Inputs = [.. parts.Keys], Parts = parts, Life = _life }, cancellationToken);
            _rows += result.AddedRows;
            _catalog = result.Catalog;
            _life = _catalog.Life;
            _commits++;
            _failed = null;
            foreach (var file in _files.Where(file => parts.ContainsKey(file.Path)))
            {
                var part = parts[file.Path];
                using var source = new LogSource(file.Path, part: part, within: _within);
                file.Store(part, source);
            }

            progress?.Report(Progress());
            return true;
        }
        catch (NoRowsException)
        {
            return false; // a header alone, so far
        }
        catch (WorkloadException failure) when (IsPassing(failure))
        {
            // Why a file was not as it had been, the next look tells; where it finds nothing, the next try fails alike.
            if (!failure.IsInput || failure.Message == _failed) tell?.Invoke($"{failure.Message.TrimEnd('.')}; trying again");
            _failed = failure.Message;
            return false;
        }
    }

    // A file that was replaced while it was read is there again at the next look; a cluster that does not answer may be back soon.
    private bool IsPassing(WorkloadException failure) => !failure.IsDropped
        && (!failure.IsInput
        || _files.Exists(file => FileStatus.Number(file.Path) != file.Number || new FileInfo(file.Path).Length < file.Bytes));

    // What was stored of it stays told.
    private void Leave(FollowedFile file)
    {
        _leftBytes += file.StoredBytes;
        _files.Remove(file);
    }

    private FollowProgress Progress() => new(
        _rows,
        _leftBytes + _files.Sum(file => file.StoredBytes),
        _leftBytes + _files.Sum(file => file.Bytes),
        _catalog is { Rows: > 0 } catalog ? time.GetUtcNow() - new DateTimeOffset(catalog.Last, TimeSpan.Zero) : null,
        _commits);
}
