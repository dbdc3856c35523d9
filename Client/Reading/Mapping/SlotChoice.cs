namespace LlmWorkload.Reading;

/// <summary>The slots that may have a value, the best first; nearly always one.</summary>
internal sealed class SlotChoice
{
    private readonly List<(int Rank, int Slot, TimeUnit Unit)> _slots = [];

    /// <summary>The best; −1 for none.</summary>
    public int First { get; private set; } = -1;

    /// <summary>The unit of numbers of the best.</summary>
    public TimeUnit Unit { get; private set; }

    /// <summary>The others, for records in which the better ones are missing.</summary>
    public (int Slot, TimeUnit Unit)[] Others { get; private set; } = [];

    /// <summary>Whether there is any.</summary>
    public bool Any => First >= 0;

    /// <summary>All of them, the best first.</summary>
    public IEnumerable<int> Slots => _slots.Select(each => each.Slot);

    /// <summary>The unit of the numbers of one of them.</summary>
    public TimeUnit UnitOf(int slot) => _slots.Find(each => each.Slot == slot).Unit;

    /// <summary>Adds a slot.</summary>
    /// <param name="rank">How good it is: the least is the best; of equal ones the one that was added first.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="unit">The unit of its numbers.</param>
    public void Add(int rank, int slot, TimeUnit unit)
    {
        var at = _slots.FindIndex(each => each.Rank > rank);
        _slots.Insert(at < 0 ? _slots.Count : at, (rank, slot, unit));
        (First, Unit) = (_slots[0].Slot, _slots[0].Unit);
        Others = [.. _slots.Skip(1).Select(each => (each.Slot, each.Unit))];
    }
}
