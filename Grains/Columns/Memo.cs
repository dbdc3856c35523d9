using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// Answers by question, as long as their basis stays the same and there is room for them. Two identical questions in flight share one
/// computation.
/// </summary>
/// <param name="memory">Room for answers.</param>
/// <param name="size">Tells how many bytes an answer takes; null for <see cref="AnswerSize"/>.</param>
/// <remarks>To be used from the turns of one grain only.</remarks>
internal sealed class Memo<TQuestion, TAnswer>(HeldMemory memory, Func<TAnswer, long>? size = null)
    where TQuestion : notnull
{
    private readonly Dictionary<TQuestion, KeptAnswer<TAnswer>> _answers = [];
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
            Clear();
            _basis = basis;
        }

        if (!_answers.TryGetValue(question, out var kept) || kept.Answer is not { } answer)
            _answers[question] = kept = new KeptAnswer<TAnswer>(answer = compute());
        kept.Use();
        try
        {
            return await answer;
        }
        finally
        {
            // The answers may have been forgotten meanwhile.
            if (_answers.TryGetValue(question, out var current) && current == kept)
            {
                if (isKept && answer.IsCompletedSuccessfully) kept.Hold(memory, size);
                else _answers.Remove(question);
            }
        }
    }

    /// <summary>Forgets every answer.</summary>
    public void Clear()
    {
        foreach (var kept in _answers.Values) memory.Remove(kept);
        _answers.Clear();
    }
}
