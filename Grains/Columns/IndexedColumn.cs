namespace LlmWorkload.Columns;

/// <summary>A column of values that repeat.</summary>
/// <param name="values">The distinct values, in order of first appearance.</param>
/// <param name="index">Per row, the index of its own among them; −1 where it is missing. Lives as long as the columns.</param>
internal readonly ref struct IndexedColumn<T>(T[] values, Span<int> index)
{
    /// <summary>The distinct values, in order of first appearance.</summary>
    public T[] Values { get; } = values;

    /// <summary>Per row, the index of its own among <see cref="Values"/>; −1 where it is missing.</summary>
    public Span<int> Index { get; } = index;

    /// <summary>Takes it apart.</summary>
    public void Deconstruct(out T[] values, out Span<int> index)
    {
        values = Values;
        index = Index;
    }
}
