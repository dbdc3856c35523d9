using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// The parts of a split model as they are at one moment, for a kernel that merges their answers: however often it asks, it is answered
/// about the same rows, each of which is in one part. Which part a row is in, and in which order the parts come, must not show in what it
/// makes of the answers.
/// </summary>
/// <param name="parts">Each part's way to answer; the model's own grain is one of them.</param>
/// <param name="scheduler">Where merging runs.</param>
internal sealed class ModelParts(IReadOnlyList<Func<ModelQuestion, Task<ModelAnswer>>> parts, KernelScheduler scheduler) : IModelAnswers
{
    /// <summary>Asks every part the same.</summary>
    public Task<TAnswer[]> AskAsync<TAnswer>(ModelQuestion question)
        where TAnswer : ModelAnswer => AskAsync<TAnswer>(_ => question);

    /// <inheritdoc/>
    async Task<IReadOnlyList<TAnswer>> IModelAnswers.AskAsync<TAnswer>(ModelQuestion question) => await AskAsync<TAnswer>(question);

    /// <summary>Asks every part something of its own.</summary>
    /// <param name="question">The question to the part of a number.</param>
    public async Task<TAnswer[]> AskAsync<TAnswer>(Func<int, ModelQuestion> question)
        where TAnswer : ModelAnswer =>
        Array.ConvertAll(await Task.WhenAll(parts.Select((ask, part) => ask(question(part)))), static answer => (TAnswer)answer);

    /// <inheritdoc/>
    public Task<T> MergeAsync<T>(Func<T> merge) => scheduler.RunAsync(merge);

    /// <summary>These parts, and some rows as one more.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="answer">Answers a question from them.</param>
    public ModelParts With(OpenedSegments rows, Func<ModelQuestion, SegmentColumns, ModelAnswer> answer) =>
        new([.. parts, question => scheduler.RunAsync(rows, columns => answer(question, columns))], scheduler);
}
