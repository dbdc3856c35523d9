using System.Runtime.InteropServices;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>Counts sessions and their turns as they come.</summary>
internal sealed class SessionTally : ISessionFollower
{
    // Further turns have few requests each.
    private const int MostTurns = 20;

    private readonly List<long> _turns = [];
    private readonly List<long> _lengths = [];
    private readonly List<long> _thinks = [];
    private readonly List<long> _interTurns = [];
    private readonly List<long> _firstInputs = [];
    private readonly List<long> _growths = [];
    private readonly List<long> _turnOf = [];
    private readonly List<long> _inputOf = [];

    private long _overlaps;
    private Int128 _reused;
    private Int128 _input;

    /// <inheritdoc/>
    public void Begin(int number, int row)
    {
        // A session is counted when it has ended.
    }

    /// <inheritdoc/>
    public void Continue(int number, int row, in OpenSession before, long started, long input)
    {
        var think = started - before.End;
        if (think >= 0) _thinks.Add(think);
        else _overlaps++;
        _interTurns.Add(started - before.Last);
        Turn(before.Turns + 1, input);
        if (input != Missing.Value && before.LastInput != Missing.Value) _growths.Add(input - before.LastInput);
    }

    /// <inheritdoc/>
    public void End(in OpenSession session)
    {
        _turns.Add(session.Turns);
        _lengths.Add(session.End - session.First);
        if (session.FirstInput != Missing.Value) _firstInputs.Add(session.FirstInput);
        Turn(1, session.FirstInput);
    }

    /// <inheritdoc/>
    public void Link(long input, Int128 reused)
    {
        _input += input;
        _reused += reused;
    }

    /// <summary>What was counted.</summary>
    public SessionCounts ToCounts(long rows, long withoutUser, long unusable) => new(
        rows, withoutUser, unusable, _overlaps, _reused, _input, Packed(_turns), Packed(_lengths), Packed(_thinks), Packed(_interTurns),
        Packed(_firstInputs), Packed(_growths),
        GroupedFrequencies.Of(CollectionsMarshal.AsSpan(_turnOf), CollectionsMarshal.AsSpan(_inputOf)));

    private void Turn(int turn, long input)
    {
        if (turn > MostTurns || input == Missing.Value) return;
        _turnOf.Add(turn);
        _inputOf.Add(input);
    }

    private static PackedFrequencies Packed(List<long> values) =>
        FrequencyMap.Pack(CollectionsMarshal.AsSpan(values));
}
