using System.Runtime.CompilerServices;
using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// The files of an ingestion as this client gets them: one after the other, those that no other client ingests first. The others it waits
/// for, until they are in or their client has stopped. However long that takes: it is not the cluster that does not answer.
/// </summary>
/// <param name="dataset">The dataset.</param>
/// <param name="life">Its life that the files are for.</param>
/// <param name="files">The files with their entries in the catalog.</param>
/// <param name="client">This client.</param>
/// <param name="tell">Told what other clients do.</param>
internal sealed class FileTurns(
    IDatasetGrain dataset, long life, IEnumerable<(LogSource Source, CatalogFile File)> files, Guid client, Action<string>? tell)
{
    private readonly List<Turn> _turns = [.. files.DistinctBy(each => each.File.Index).Select(each => new Turn(each.Source, each.File))];

    /// <summary>This client, as the dataset knows it.</summary>
    public Guid Client => client;

    /// <summary>The files' entries: as they were before this client's turn, or complete without it.</summary>
    public IEnumerable<CatalogFile> Files => _turns.Select(turn => turn.File);

    /// <summary>Bytes of the files that are not in yet.</summary>
    public long OpenBytes => Open.Sum(turn => turn.Bytes);

    private IEnumerable<Turn> Open => _turns.Where(turn => !turn.IsDone);

    /// <summary>Gives each file that is to be ingested, until all are in. One whose lease is lost comes again if need be.</summary>
    public async IAsyncEnumerable<FileLease> TakeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (Open.Any())
            {
                var isWaiting = true;
                foreach (var turn in Open)
                {
                    if (!await IsMineAsync(turn) || !await BeginAsync(turn)) continue;
                    isWaiting = false;
                    await using var lease = new FileLease(turn.Source, turn.File, async () => (await ClaimAsync(turn)).Holder == Client);
                    yield return lease;
                    turn.IsDone = !lease.Lost.IsCancellationRequested;
                }

                if (isWaiting) await WaitAsync(cancellationToken);
            }
        }
        finally
        {
            if (Open.Any()) await LeaveAsync();
        }
    }

    private Task<FileClaim> ClaimAsync(Turn turn) => dataset.ClaimAsync(life, turn.File.Index, Client, turn.Other);

    private async Task<bool> IsMineAsync(Turn turn)
    {
        var claim = await ClaimAsync(turn);
        (turn.File, turn.IsDone) = (claim.File, claim.File.Complete);
        if (turn.IsDone)
        {
            tell?.Invoke($"{turn.File.Name}: another client has ingested it");
            return false;
        }

        if (claim.Holder != Client)
        {
            turn.Other = claim.Holder;
            return false;
        }

        if (turn.Other is not null) tell?.Invoke($"{turn.File.Name}: the other client has stopped; going on with it");
        (turn.Other, turn.IsTold) = (null, false);
        return true;
    }

    // A file that another client took, or read to its end, in the moment since it was claimed is no turn; the next claim tells which.
    private async Task<bool> BeginAsync(Turn turn)
    {
        if (await dataset.BeginAsync(life, turn.File.Index, Client) is not { Complete: false } begun) return false;
        turn.File = begun;
        return true;
    }

    private Task WaitAsync(CancellationToken cancellationToken)
    {
        foreach (var turn in Open.Where(turn => !turn.IsTold))
        {
            tell?.Invoke($"{turn.File.Name}: another client is ingesting it; waiting");
            turn.IsTold = true;
        }

        return Open.Any() ? Task.Delay(FileLease.Interval, cancellationToken) : Task.CompletedTask;
    }

    // So that whoever waits need not wait until nothing is heard of this client. An ingestion that ends is not held up by it.
    private async Task LeaveAsync()
    {
        try
        {
            await dataset.LeaveAsync(life, Client).WaitAsync(FileLease.Interval);
        }
        catch (Exception)
        {
            // What ended the ingestion is told, and a client that does not leave is soon taken to be gone.
        }
    }

    private sealed class Turn(LogSource source, CatalogFile file)
    {
        public LogSource Source => source;

        public long Bytes { get; } = source.Length;

        public CatalogFile File { get; set; } = file;

        public Guid? Other { get; set; }

        public bool IsTold { get; set; }

        public bool IsDone { get; set; } = file.Complete;
    }
}
