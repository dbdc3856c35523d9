using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// The parts of a split model at one moment, for a kernel that merges their answers. However often the kernel asks, the answers are about
/// the same rows. Each row is in one part. What the kernel makes of the answers must not depend on which part a row is in, or on the order
/// of the parts.
/// </summary>
/// <param name="parts">How each part is asked; the model's own grain is one of them.</param>
/// <param name="scheduler">Where merging runs.</param>
internal sealed class ModelParts(IReadOnlyList<Func<ModelQuestion, Task<ModelAnswer>>> parts, KernelScheduler scheduler) : IModelAnswers
{
    /// <summary>Asks every part the same question.</summary>
    public Task<TAnswer[]> AskAsync<TAnswer>(ModelQuestion question)
        where TAnswer : ModelAnswer => AskAsync<TAnswer>(_ => question);

    /// <inheritdoc/>
    async Task<IReadOnlyList<TAnswer>> IModelAnswers.AskAsync<TAnswer>(ModelQuestion question) => await AskAsync<TAnswer>(question);

    /// <summary>Asks every part a question of its own.</summary>
    /// <param name="question">Makes the question to the part of a number.</param>
    public async Task<TAnswer[]> AskAsync<TAnswer>(Func<int, ModelQuestion> question)
        where TAnswer : ModelAnswer =>
        Array.ConvertAll(await Task.WhenAll(parts.Select((ask, part) => ask(question(part)))), static answer => (TAnswer)answer);

    /// <inheritdoc/>
    public Task<T> MergeAsync<T>(Func<T> merge) => scheduler.RunAsync(merge);

    /// <summary>These parts, and some rows as one more.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="answer">Answers a question from them.</param>
    public ModelParts With(OpenedSegments rows, Func<ModelQuestion, SegmentColumns, ModelAnswer> answer) =>
        new([.. parts, question => scheduler.RunAsync(rows, null, columns => answer(question, columns))], scheduler);
}
