using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// Answers by question and filter, as long as their basis stays the same. Those about all rows are kept; of the filters, the last few have
/// theirs.
/// </summary>
/// <param name="memory">Room for answers.</param>
/// <remarks>To be used from the turns of one grain only.</remarks>
internal sealed class FilteredMemo<TQuestion, TAnswer>(HeldMemory memory)
    where TQuestion : notnull
{
    private const int MostFilters = 16;

    private readonly Memo<TQuestion, TAnswer> _whole = new(memory);
    private readonly OrderedDictionary<RowFilter, Memo<TQuestion, TAnswer>> _filtered = [];

    /// <summary>As <see cref="Memo{TQuestion,TAnswer}.GetAsync"/>, about the rows that a filter keeps.</summary>
    public Task<TAnswer> GetAsync(TQuestion question, RowFilter? filter, object basis, bool isKept, Func<Task<TAnswer>> compute) =>
        Of(filter).GetAsync(question, basis, isKept, compute);

    /// <summary>Forgets every answer.</summary>
    public void Clear()
    {
        _whole.Clear();
        foreach (var answers in _filtered.Values) answers.Clear();
        _filtered.Clear();
    }

    private Memo<TQuestion, TAnswer> Of(RowFilter? filter)
    {
        if (filter is null) return _whole;
        if (!_filtered.Remove(filter, out var answers)) answers = new Memo<TQuestion, TAnswer>(memory);
        _filtered.Add(filter, answers);
        if (_filtered.Count > MostFilters)
        {
            _filtered.GetAt(0).Value.Clear();
            _filtered.RemoveAt(0);
        }

        return answers;
    }
}
