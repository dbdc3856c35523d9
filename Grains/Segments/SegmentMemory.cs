namespace LlmWorkload.Segments;

/// <summary>
/// The memory that a silo has for segments. Where they need more, those that were not used since they came round last are left to storage
/// (second chance; Tanenbaum, Modern Operating Systems, 3.4.4).
/// </summary>
/// <param name="budget">Bytes.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class SegmentMemory(long budget)
{
    private readonly Lock _changing = new();
    private readonly LinkedList<StoredRecord> _records = [];
    private readonly Dictionary<StoredRecord, LinkedListNode<StoredRecord>> _places = [];

    /// <summary>Bytes of the records in memory.</summary>
    public long Held { get; private set; }

    /// <summary>Adds a record that is in memory. Others may leave it for that, and the record itself where it is larger than all.</summary>
    public void Add(StoredRecord record)
    {
        List<StoredRecord> forgotten = [];
        lock (_changing)
        {
            if (!_places.ContainsKey(record))
            {
                _places.Add(record, _records.AddLast(record));
                Held += record.Bytes;
            }

            while (Held > budget && _records.First is { } oldest)
            {
                if (oldest.Value.IsUsed)
                {
                    oldest.Value.IsUsed = false;
                    _records.RemoveFirst();
                    _records.AddLast(oldest);
                    continue;
                }

                forgotten.Add(oldest.Value);
                Take(oldest.Value);
            }
        }

        foreach (var each in forgotten) each.Forget();
    }

    /// <summary>Removes a record, which need not be there.</summary>
    public void Remove(StoredRecord record)
    {
        lock (_changing) Take(record);
    }

    private void Take(StoredRecord record)
    {
        if (!_places.Remove(record, out var place)) return;
        _records.Remove(place);
        Held -= record.Bytes;
    }
}
