using LlmWorkload.Columns;
using LlmWorkload.Export;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>Puts the turns of several models into the order in which their rows are exported.</summary>
internal static class TurnMerge
{
    /// <summary>Merges the turns of a range of time.</summary>
    /// <param name="models">The numbers of the models, ascending.</param>
    /// <param name="answers">The turns of each.</param>
    public static TurnBlock Of(IReadOnlyList<int> models, IReadOnlyList<SessionTurns.Answer> answers)
    {
        using var scratch = new Scratch();
        var started = Joined(answers, static answer => answer.Started);
        var order = InputOrder.Of(
            started, Joined(answers, static answer => answer.Chunks), Joined(answers, static answer => answer.Ties), scratch);
        var sessions = Joined(answers, static answer => answer.Sessions);
        var turns = Joined(answers, static answer => answer.Turns);
        var modelOf = scratch.Rent<long>(order.Length);
        var at = 0;
        for (var i = 0; i < answers.Count; i++)
        {
            var rows = PackedIntegers.Decode(answers[i].Turns).Length;
            modelOf.Slice(at, rows).Fill(models[i]);
            at += rows;
        }

        return new TurnBlock(Ordered(modelOf, order, scratch), Ordered(sessions, order, scratch), Ordered(turns, order, scratch));
    }

    private static long[] Joined(IReadOnlyList<SessionTurns.Answer> answers, Func<SessionTurns.Answer, byte[]> part) =>
        [.. answers.SelectMany(answer => PackedIntegers.Decode(part(answer)))];

    private static byte[] Ordered(ReadOnlySpan<long> values, ReadOnlySpan<int> order, Scratch scratch)
    {
        var ordered = scratch.Rent<long>(order.Length);
        for (var i = 0; i < ordered.Length; i++) ordered[i] = values[order[i]];
        return PackedIntegers.Encode(ordered);
    }
}
