namespace LlmWorkload.Columns;

/// <summary>A column of values that repeat.</summary>
/// <param name="values">The distinct values, in order of first appearance.</param>
/// <param name="index">For each row, the index of its value among them; −1 where it is missing. It lives as long as the columns.</param>
internal readonly ref struct IndexedColumn<T>(T[] values, Span<int> index)
{
    /// <summary>The distinct values, in order of first appearance.</summary>
    public T[] Values { get; } = values;

    /// <summary>For each row, the index of its value among <see cref="Values"/>; −1 where it is missing.</summary>
    public Span<int> Index { get; } = index;

    /// <summary>The values and the index.</summary>
    public void Deconstruct(out T[] values, out Span<int> index)
    {
        values = Values;
        index = Index;
    }
}
