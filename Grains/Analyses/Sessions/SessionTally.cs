using System.Runtime.InteropServices;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>Counts sessions and their turns as they come.</summary>
internal sealed class SessionTally
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

    /// <summary>Turns that began before the one before had ended.</summary>
    public long Overlaps { get; private set; }

    /// <summary>Tokens of the turns before that continued turns have in their input.</summary>
    public Int128 Reused { get; set; }

    /// <summary>Input tokens of all turns.</summary>
    public Int128 Input { get; set; }

    /// <summary>A session has ended.</summary>
    public void Add(in Session session)
    {
        _turns.Add(session.Turns);
        _lengths.Add(session.End - session.First);
        if (session.FirstInput != Missing.Value) _firstInputs.Add(session.FirstInput);
        Turn(1, session.FirstInput);
    }

    /// <summary>A session goes on.</summary>
    /// <param name="session">The session before the turn.</param>
    /// <param name="started">When the turn started.</param>
    /// <param name="input">Its input tokens, or missing.</param>
    public void Continue(in Session session, long started, long input)
    {
        var think = started - session.End;
        if (think >= 0) _thinks.Add(think);
        else Overlaps++;
        _interTurns.Add(started - session.Last);
        Turn(session.Turns + 1, input);
        if (input != Missing.Value && session.LastInput != Missing.Value) _growths.Add(input - session.LastInput);
    }

    /// <summary>What was counted.</summary>
    public SessionCounts ToCounts(long rows, long withoutUser, long unusable) => new(
        rows, withoutUser, unusable, Overlaps, Reused, Input, Packed(_turns), Packed(_lengths), Packed(_thinks), Packed(_interTurns),
        Packed(_firstInputs), Packed(_growths),
        GroupedFrequencies.Of(CollectionsMarshal.AsSpan(_turnOf), CollectionsMarshal.AsSpan(_inputOf)));

    private void Turn(int turn, long input)
    {
        if (turn > MostTurns || input == Missing.Value) return;
        _turnOf.Add(turn);
        _inputOf.Add(input);
    }

    private static PackedFrequencies Packed(List<long> values) =>
        FrequencyMap.Of(CollectionsMarshal.AsSpan(values)).Encode();

    /// <summary>A session as far as it has gone.</summary>
    /// <param name="First">When its first turn started.</param>
    /// <param name="FirstInput">The input tokens of that, or missing.</param>
    /// <param name="Turns">Its turns.</param>
    /// <param name="Last">When its last turn started.</param>
    /// <param name="LastInput">The input tokens of that, or missing.</param>
    /// <param name="End">The largest end of its turns.</param>
    public readonly record struct Session(long First, long FirstInput, int Turns, long Last, long LastInput, long End)
    {
        /// <summary>A session of one turn.</summary>
        public static Session Of(long started, long input, long end) => new(started, input, 1, started, input, end);

        /// <summary>The session with one turn more.</summary>
        public Session With(long started, long input, long end) =>
            this with { Turns = Turns + 1, Last = started, LastInput = input, End = Math.Max(End, end) };
    }
}
