using LlmWorkload.Analyses;

namespace LlmWorkload.Models;

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
/// <param name="Optional">
/// What the fields come to that only some logs have; null where a silo of an earlier release answered. Failed is null where no request did.
/// </param>
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
    [property: Id(9)] Statistics Duration,
    [property: Id(10)] OptionalTotals? Optional = null) : ModelAnswer;
