using LlmWorkload.Models;

namespace LlmWorkload.Columns;

/// <summary>Several holders of rows that are asked the same: the models of a dataset, or the parts of one model.</summary>
internal interface IModelAnswers
{
    /// <summary>Asks each of them.</summary>
    Task<IReadOnlyList<TAnswer>> AskAsync<TAnswer>(ModelQuestion question)
        where TAnswer : ModelAnswer;

    /// <summary>Merges answers, off the scheduler of the grain that asks.</summary>
    Task<T> MergeAsync<T>(Func<T> merge);
}
