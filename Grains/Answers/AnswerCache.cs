namespace LlmWorkload.Answers;

/// <summary>
/// The answers of one grain, by question, as long as its rows stay the same. Two identical questions in flight share one computation,
/// which runs off the grain's scheduler so that its turns stay short.
/// </summary>
/// <remarks>To be used from grain turns only.</remarks>
public sealed class AnswerCache<TQuestion, TAnswer>
    where TQuestion : notnull
{
    private readonly Dictionary<TQuestion, Task<TAnswer>> _answers = [];
    private long _version = -1;

    /// <summary>The answer to a question at a version of the rows: a kept one, one being computed, or a new one. A failed computation is not kept.</summary>
    public async Task<TAnswer> GetAsync(TQuestion question, long version, Func<TAnswer> compute)
    {
        if (_version != version)
        {
            _answers.Clear();
            _version = version;
        }

        if (!_answers.TryGetValue(question, out var answer)) _answers.Add(question, answer = Task.Run(compute));
        try
        {
            return await answer;
        }
        catch
        {
            if (_answers.TryGetValue(question, out var kept) && kept == answer) _answers.Remove(question);
            throw;
        }
    }

    /// <summary>Forgets every answer.</summary>
    public void Clear() => _answers.Clear();
}
