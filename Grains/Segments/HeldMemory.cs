namespace LlmWorkload.Segments;

/// <summary>
/// The memory that a silo has for segments and answers. Where they need more, those that were not used since they came round last leave it
/// (second chance; Tanenbaum, Modern Operating Systems, 3.4.4).
/// </summary>
/// <param name="budget">Bytes.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class HeldMemory(long budget)
{
    private readonly Lock _changing = new();
    private readonly LinkedList<IHeld> _all = [];
    private readonly Dictionary<IHeld, LinkedListNode<IHeld>> _places = [];

    /// <summary>Bytes of what is in memory.</summary>
    public long Held { get; private set; }

    /// <summary>Adds something that is in memory. Others may leave it for that, and the thing itself where it is larger than all.</summary>
    public void Add(IHeld held)
    {
        List<IHeld> forgotten = [];
        lock (_changing)
        {
            if (!_places.ContainsKey(held))
            {
                _places.Add(held, _all.AddLast(held));
                Held += held.Bytes;
            }

            while (Held > budget && _all.First is { } oldest)
            {
                if (oldest.Value.IsUsed)
                {
                    oldest.Value.IsUsed = false;
                    _all.RemoveFirst();
                    _all.AddLast(oldest);
                    continue;
                }

                forgotten.Add(oldest.Value);
                Take(oldest.Value);
            }
        }

        foreach (var each in forgotten) each.Forget();
    }

    /// <summary>Removes something, which need not be there.</summary>
    public void Remove(IHeld held)
    {
        lock (_changing) Take(held);
    }

    private void Take(IHeld held)
    {
        if (!_places.Remove(held, out var place)) return;
        _all.Remove(place);
        Held -= held.Bytes;
    }
}
