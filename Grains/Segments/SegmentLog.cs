using System.Collections.Immutable;
using Orleans.Storage;

namespace LlmWorkload.Segments;

/// <summary>
/// A grain's log of segments, kept in storage records of its own. Small segments are gathered: the last record stays open and is rewritten
/// until it holds <see cref="SealedBytes"/>. Then it is never touched again. The write of that one record is the commit point of an append:
/// what it holds is in the log, and there is no second record that can disagree.
/// </summary>
/// <remarks>
/// Not thread-safe: appends come one after another from the owning grain. <see cref="Segments"/> is an immutable snapshot.
/// </remarks>
internal sealed class SegmentLog(IGrainStorage storage, HeldMemory memory, GrainId owner, string recordPrefix)
{
    /// <summary>
    /// A record that holds this many bytes is sealed. Small models must not make millions of records. But every byte of an open record is
    /// written again with each segment that joins it: 64 KB wrote twice as much as 16 KB at 10M rows.
    /// </summary>
    public const int SealedBytes = 16 * 1024;

    // The most segments of chunks that are not recorded. Each attempt that was given up left a few at most.
    private const long MostUnrecorded = 256;

    private readonly HashSet<ChunkId> _held = [];
    private readonly List<StoredRecord> _records = [];
    private readonly List<StoredSegment> _ofOpen = [];
    private int _sealed;
    private GrainState<SegmentRecord> _open = new(new SegmentRecord([]));

    /// <summary>The segments, in the order in which they were stored.</summary>
    public ImmutableList<StoredSegment> Segments { get; private set; } = [];

    /// <summary>Grows with every append; 0 for an empty log.</summary>
    public long Version => Segments.Count;

    /// <summary>The grain whose log it is.</summary>
    public GrainId Owner => owner;

    /// <summary>Whether the log holds the chunk.</summary>
    public bool Holds(ChunkId chunk) => _held.Contains(chunk);

    /// <summary>Reads the log from storage.</summary>
    /// <param name="loaded">Gets each segment while it is in memory.</param>
    public async Task LoadAsync(Action<StoredSegment>? loaded = null)
    {
        var segments = ImmutableList.CreateBuilder<StoredSegment>();
        Leave();
        _held.Clear();
        for (_sealed = 0; ; _sealed++)
        {
            var record = new GrainState<SegmentRecord>(new SegmentRecord([]));
            await storage.ReadStateAsync(RecordName(_sealed), owner, record);
            _open = record;
            if (!record.RecordExists || record.State is not { } state)
            {
                _open = new GrainState<SegmentRecord>(new SegmentRecord([])) { ETag = record.ETag };
                break;
            }

            _ofOpen.AddRange(state.Segments.Select(segment => new StoredSegment(segment)));
            segments.AddRange(_ofOpen);
            if (loaded is not null) _ofOpen.ForEach(loaded);
            _held.UnionWith(state.Segments.Select(segment => segment.Chunk));
            if (state.Bytes < SealedBytes) break;
            Seal();
        }

        Segments = segments.ToImmutable();
    }

    /// <summary>Gives the memory of the segments back. They can still be read from storage.</summary>
    public void Leave()
    {
        foreach (var record in _records) record.Leave();
        _records.Clear();
        _ofOpen.Clear();
    }

    /// <summary>Appends a segment and returns when it is stored; false where the log holds its chunk already.</summary>
    /// <exception cref="InconsistentStateException">Another activation wrote to the log, and this activation's view is stale.</exception>
    public async Task<bool> AppendAsync(SegmentMessage segment)
    {
        if (Holds(segment.Chunk)) return false;
        var before = _open.State!;
        _open.State = before with { Segments = [.. before.Segments, segment] };
        try
        {
            await storage.WriteStateAsync(RecordName(_sealed), owner, _open);
        }
        catch
        {
            _open.State = before;
            throw;
        }

        var stored = new StoredSegment(segment);
        Segments = Segments.Add(stored);
        _ofOpen.Add(stored);
        _held.Add(segment.Chunk);
        if (_open.State.Bytes >= SealedBytes)
        {
            Seal();
            _sealed++;
            _open = new GrainState<SegmentRecord>(new SegmentRecord([]));
        }

        return true;
    }

    /// <summary>The segments as storage has them now.</summary>
    public async Task<ImmutableList<StoredSegment>> ReadAgainAsync()
    {
        var stored = new SegmentLog(storage, memory, owner, recordPrefix);
        await stored.LoadAsync();
        stored.Leave();
        return stored.Segments;
    }

    /// <summary>
    /// Removes the log, the newest record first. A removal that is cut short leaves a shorter log without a missing record.
    /// </summary>
    /// <param name="lost">
    /// Where a record is missing, how many segments were recorded: there are few more records than that. 0 for a log without a missing
    /// record.
    /// </param>
    public async Task ClearAsync(long lost = 0)
    {
        await LoadAsync();
        var last = lost == 0 ? _sealed : Math.Max(_sealed, lost + MostUnrecorded);
        for (var number = (int)last; number >= 0; number--)
        {
            var record = new GrainState<SegmentRecord>(new SegmentRecord([]));
            await storage.ReadStateAsync(RecordName(number), owner, record);
            if (record.RecordExists) await storage.ClearStateAsync(RecordName(number), owner, record);
        }

        await LoadAsync();
    }

    // The open record is never written again, so that its segments may be left to storage.
    private void Seal()
    {
        var record = new StoredRecord(storage, owner, RecordName(_sealed), [.. _ofOpen], memory);
        _records.Add(record);
        _ofOpen.Clear();
        record.Keep();
    }

    private string RecordName(int number) => $"{recordPrefix}-segment-{number:D6}";
}
