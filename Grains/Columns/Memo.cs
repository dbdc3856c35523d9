namespace LlmWorkload.Columns;

/// <summary>Answers by question, as long as their basis stays the same. Two identical questions in flight share one computation.</summary>
/// <remarks>To be used from the turns of one grain only.</remarks>
internal sealed class Memo<TQuestion, TAnswer>
    where TQuestion : notnull
{
    private readonly Dictionary<TQuestion, Task<TAnswer>> _answers = [];
    private object? _basis;

    /// <summary>The answer to a question: a kept one, one being computed, or a new one.</summary>
    /// <param name="question">The question.</param>
    /// <param name="basis">
    /// Stands for what answers are computed from. When it is not equal to the last one, every answer is forgotten.
    /// </param>
    /// <param name="isKept">Whether the answer is kept once it is there. A failed computation is never kept.</param>
    /// <param name="compute">Computes the answer.</param>
    public async Task<TAnswer> GetAsync(TQuestion question, object basis, bool isKept, Func<Task<TAnswer>> compute)
    {
        if (!basis.Equals(_basis))
        {
            _answers.Clear();
            _basis = basis;
        }

        if (!_answers.TryGetValue(question, out var answer)) _answers.Add(question, answer = compute());
        try
        {
            return await answer;
        }
        finally
        {
            if ((!isKept || !answer.IsCompletedSuccessfully) && _answers.TryGetValue(question, out var kept) && kept == answer)
                _answers.Remove(question);
        }
    }

    /// <summary>Forgets every answer.</summary>
    public void Clear() => _answers.Clear();
}
