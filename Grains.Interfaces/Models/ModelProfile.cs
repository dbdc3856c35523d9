using LlmWorkload.Analyses;

namespace LlmWorkload.Models;

/// <summary>A model at a glance.</summary>
/// <param name="Requests">Rows.</param>
/// <param name="Users">Distinct users; rows without a user do not count.</param>
/// <param name="First">First instant in ticks; missing without rows.</param>
/// <param name="Last">Last instant in ticks; missing without rows.</param>
/// <param name="InputLow">The lower 64 bits of <see cref="InputTokens"/>.</param>
/// <param name="OutputLow">The lower 64 bits of <see cref="OutputTokens"/>.</param>
/// <param name="Input">Statistics of the input tokens, all rows that have them.</param>
/// <param name="Output">Statistics of the output tokens, all rows that have them.</param>
/// <param name="Ttft">Statistics of the time to first token, seconds.</param>
/// <param name="Duration">Statistics of the duration, seconds.</param>
/// <param name="Optional">
/// What the fields come to that only some logs have; null where a silo of an earlier release answered. Failed is null where no request did.
/// </param>
/// <param name="InputHigh">The upper 64 bits of <see cref="InputTokens"/>; 0 where a silo of an earlier release answered.</param>
/// <param name="OutputHigh">Likewise of <see cref="OutputTokens"/>.</param>
[GenerateSerializer, Immutable, Alias("llmwl.model.profile")]
public sealed record ModelProfile(
    [property: Id(0)] long Requests,
    [property: Id(1)] long Users,
    [property: Id(2)] long First,
    [property: Id(3)] long Last,
    [property: Id(4)] long InputLow,
    [property: Id(5)] long OutputLow,
    [property: Id(6)] Statistics Input,
    [property: Id(7)] Statistics Output,
    [property: Id(8)] Statistics Ttft,
    [property: Id(9)] Statistics Duration,
    [property: Id(10)] OptionalTotals? Optional = null,
    [property: Id(11)] long InputHigh = 0,
    [property: Id(12)] long OutputHigh = 0) : ModelAnswer
{
    private const int HalfBits = 64;

    /// <summary>Sum of the input tokens; missing ones add nothing.</summary>
    public Int128 InputTokens => Whole(InputHigh, InputLow);

    /// <summary>Sum of the output tokens; missing ones add nothing.</summary>
    public Int128 OutputTokens => Whole(OutputHigh, OutputLow);

    /// <summary>The profile with sums of tokens.</summary>
    public ModelProfile With(Int128 input, Int128 output) => this with
    {
        InputLow = unchecked((long)input),
        InputHigh = (long)(input >> HalfBits),
        OutputLow = unchecked((long)output),
        OutputHigh = (long)(output >> HalfBits),
    };

    private static Int128 Whole(long high, long low) => new(unchecked((ulong)high), unchecked((ulong)low));
}
