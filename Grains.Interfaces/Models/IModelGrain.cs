using LlmWorkload.Analyses;
using LlmWorkload.Segments;
using Orleans.Concurrency;

namespace LlmWorkload.Models;

/// <summary>One model of a dataset: its request columns as a log of segments, and every result computed from them.</summary>
[Alias("llmwl.IModelGrain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>
    /// Appends a segment and returns when it is in storage. A segment whose chunk the grain already holds is acknowledged without effect.
    /// </summary>
    /// <exception cref="SegmentFormatException">The segment is damaged, truncated or of a newer format.</exception>
    [ResponseTimeout("00:00:10")]
    Task AppendAsync(SegmentMessage segment);

    /// <summary>Answers a question from the model's columns. Answers are kept until the rows change.</summary>
    [AlwaysInterleave]
    Task<ModelAnswer> AskAsync(ModelQuestion question);

    /// <summary>The model's statistics.</summary>
    [AlwaysInterleave]
    Task<ModelProfile> DescribeAsync();

    /// <summary>Forgets what was computed; the rows stay.</summary>
    Task ForgetAsync();

    /// <summary>Removes rows and results.</summary>
    [ResponseTimeout("00:01:00")]
    Task ClearAsync();
}

/// <summary>A question to a model's columns; equal questions share their answer.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.model.question")]
public abstract record ModelQuestion;

/// <summary>The answer to a <see cref="ModelQuestion"/>.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.model.answer")]
public abstract record ModelAnswer;

/// <summary>A model at a glance.</summary>
/// <param name="Requests">Rows.</param>
/// <param name="Users">Distinct users; rows without a user do not count.</param>
/// <param name="First">First instant in ticks; missing without rows.</param>
/// <param name="Last">Last instant in ticks; missing without rows.</param>
/// <param name="InputTokens">Sum of the input tokens.</param>
/// <param name="OutputTokens">Sum of the output tokens.</param>
/// <param name="Input">Statistics of the input tokens, all rows that have them.</param>
/// <param name="Output">Statistics of the output tokens, all rows that have them.</param>
/// <param name="Ttft">Statistics of the time to first token, seconds.</param>
/// <param name="Duration">Statistics of the duration, seconds.</param>
[GenerateSerializer, Immutable, Alias("llmwl.model.profile")]
public sealed record ModelProfile(
    [property: Id(0)] long Requests,
    [property: Id(1)] long Users,
    [property: Id(2)] long First,
    [property: Id(3)] long Last,
    [property: Id(4)] long InputTokens,
    [property: Id(5)] long OutputTokens,
    [property: Id(6)] Statistics Input,
    [property: Id(7)] Statistics Output,
    [property: Id(8)] Statistics Ttft,
    [property: Id(9)] Statistics Duration) : ModelAnswer;
