using Orleans.Storage;

namespace LlmWorkload.Segments;

/// <summary>A sealed record of a <see cref="SegmentLog"/>, whose segments are in memory as long as there is room.</summary>
/// <param name="storage">Where the record is.</param>
/// <param name="owner">The grain whose log it belongs to.</param>
/// <param name="name">Its name.</param>
/// <param name="segments">Its segments, in their order.</param>
/// <param name="memory">What it takes room of.</param>
internal sealed class StoredRecord(IGrainStorage storage, GrainId owner, string name, StoredSegment[] segments, HeldMemory memory)
    : IHeld
{
    private readonly Lock _loading = new();

    /// <inheritdoc/>
    public long Bytes { get; } = segments.Sum(segment => (long)segment.Length);

    /// <inheritdoc/>
    public bool IsUsed { get; set; }

    /// <summary>Takes care of the segments, which are in memory.</summary>
    public void Keep()
    {
        foreach (var segment in segments) segment.LeaveTo(this);
        memory.Add(this);
    }

    /// <summary>Tells that a segment is used.</summary>
    public void Use()
    {
        if (!IsUsed) IsUsed = true;
    }

    /// <summary>Reads the segments from storage where they are not in memory. The caller waits.</summary>
    /// <param name="wanted">One of the segments.</param>
    /// <returns>The bytes of that one.</returns>
    /// <exception cref="WorkloadException">The record is gone.</exception>
    public byte[] Load(StoredSegment wanted)
    {
        byte[] bytes;
        lock (_loading)
        {
            if (wanted.Held is { } held) return held;

            // Not on the scheduler of a grain, which may have no thread left to go on with.
            var reading = TaskScheduler.Current == TaskScheduler.Default ? ReadAsync() : Task.Run(ReadAsync);
            var stored = reading.GetAwaiter().GetResult();
            if (stored.Length != segments.Length)
                throw new WorkloadException("Rows were removed while a question about them was answered; ask again.");
            for (var i = 0; i < segments.Length; i++) segments[i].Fill(stored[i].Bytes);
            bytes = wanted.Held!;
        }

        memory.Add(this);
        return bytes;
    }

    /// <summary>Leaves the segments to storage.</summary>
    public void Forget()
    {
        lock (_loading)
        {
            foreach (var segment in segments) segment.Forget();
        }
    }

    /// <summary>Leaves the segments to storage, and gives the room back.</summary>
    public void Leave()
    {
        memory.Remove(this);
        Forget();
    }

    private async Task<SegmentMessage[]> ReadAsync()
    {
        var record = new GrainState<SegmentRecord>(new SegmentRecord([]));
        await storage.ReadStateAsync(name, owner, record);
        return record.RecordExists ? record.State!.Segments : [];
    }
}
