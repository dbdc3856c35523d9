using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;

namespace LlmWorkload.Analyses;

/// <summary>The sessions of a model, or of several.</summary>
/// <param name="Requests">Rows that lie in sessions.</param>
/// <param name="WithoutUser">Rows without a user, where sessions are those of users.</param>
/// <param name="Unusable">Rows that the rule cannot use.</param>
/// <param name="Overlaps">Turns that began before the ones before had ended.</param>
/// <param name="Reused">Tokens of the turns before that continued turns of chains have in their input.</param>
/// <param name="Input">Input tokens of all turns of chains.</param>
/// <param name="Turns">Turns of sessions.</param>
/// <param name="Lengths">Their lengths in ticks.</param>
/// <param name="Thinks">Ticks from the end of all turns before to a turn.</param>
/// <param name="InterTurns">Ticks from start to start.</param>
/// <param name="FirstInputs">Input tokens of first turns.</param>
/// <param name="Growths">By how much input tokens grow from turn to turn.</param>
/// <param name="Inputs">Input tokens by turn, of the first 20.</param>
[GenerateSerializer, Immutable, Alias("llmwl.sessions.counts")]
internal sealed record SessionCounts(
    [property: Id(0)] long Requests,
    [property: Id(1)] long WithoutUser,
    [property: Id(2)] long Unusable,
    [property: Id(3)] long Overlaps,
    [property: Id(4)] Int128 Reused,
    [property: Id(5)] Int128 Input,
    [property: Id(6)] PackedFrequencies Turns,
    [property: Id(7)] PackedFrequencies Lengths,
    [property: Id(8)] PackedFrequencies Thinks,
    [property: Id(9)] PackedFrequencies InterTurns,
    [property: Id(10)] PackedFrequencies FirstInputs,
    [property: Id(11)] PackedFrequencies Growths,
    [property: Id(12)] GroupedFrequencies Inputs) : ModelAnswer
{
    /// <summary>The share of inputs that the turns before have; null without input tokens.</summary>
    public double? Reuse => Input == 0 ? null : (double)Reused / (double)Input;

    /// <summary>The sessions of several models together.</summary>
    public static SessionCounts Merge(IReadOnlyList<SessionCounts> several)
    {
        return new SessionCounts(
            several.Sum(each => each.Requests), several.Sum(each => each.WithoutUser), several.Sum(each => each.Unusable),
            several.Sum(each => each.Overlaps), Sum(each => each.Reused), Sum(each => each.Input), Map(each => each.Turns),
            Map(each => each.Lengths), Map(each => each.Thinks), Map(each => each.InterTurns), Map(each => each.FirstInputs),
            Map(each => each.Growths), GroupedFrequencies.Merge([.. several.Select(each => each.Inputs)]));

        Int128 Sum(Func<SessionCounts, Int128> number) =>
            several.Aggregate(Int128.Zero, (sum, each) => sum + number(each));

        PackedFrequencies Map(Func<SessionCounts, PackedFrequencies> map) => PackedFrequencies.Merge([.. several.Select(map)]);
    }
}
