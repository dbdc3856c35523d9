using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// Tells of each row of a model which session it lies in, and which turn of it it is. All rows are needed in one place, as for
/// <see cref="SessionKernel"/>; those of a range of time alone are answered, so that an answer fits into a message.
/// </summary>
internal static class SessionTurns
{
    /// <summary>Answers <see cref="Question"/>. An answer is kept: where others of the same range take long, all are asked again.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(static (question, columns) => Read(question, columns));

    private static Answer Read(Question question, SegmentColumns columns)
    {
        var sessionOf = columns.Scratch.Rent(columns.Rows, -1);
        var turnOf = columns.Scratch.Rent(columns.Rows, 0);
        var choice = new SessionChoice(question.Rule, question.GapTicks, question.Lookback, question.HasFunctions);
        using (var walked = columns.Alone()) SessionWalk.Follow(choice, walked, new Follower(sessionOf, turnOf));

        var (started, order) = StableOrder.Of(columns.Integers(ColumnId.Started), columns.Scratch);
        var from = Ascending.CountBelow(started, question.From);
        var end = Ascending.CountBelow(started, question.End);
        NumberByFirstTurn(sessionOf, order[..end], columns.Scratch);
        var rows = order[from..end];
        return new Answer(
            PackedIntegers.Encode(started[from..end]), Packed(columns.Chunks(), rows, columns.Scratch),
            Packed(Ties(columns), rows, columns.Scratch), Packed(sessionOf, rows, columns.Scratch),
            Packed(turnOf, rows, columns.Scratch));
    }

    private static Span<long> Ties(SegmentColumns columns) => columns.Has(ColumnId.Tie)
        ? columns.Integers(ColumnId.Tie)
        : columns.Scratch.Rent(columns.Rows, Missing.Value);

    // The sessions of a walk are by user. Whoever reads row by row has to know the number of a session when its first turn comes.
    private static void NumberByFirstTurn(Span<int> sessionOf, ReadOnlySpan<int> order, Scratch scratch)
    {
        var numbers = scratch.Rent(sessionOf.Length, -1);
        var next = 0;
        foreach (var row in order)
        {
            ref var session = ref sessionOf[row];
            if (session < 0) continue;
            ref var number = ref numbers[session];
            if (number < 0) number = next++;
            session = number;
        }
    }

    private static byte[] Packed<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows, Scratch scratch)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        var picked = scratch.Rent<long>(rows.Length);
        for (var i = 0; i < picked.Length; i++) picked[i] = long.CreateChecked(values[rows[i]]);
        return PackedIntegers.Encode(picked);
    }

    /// <summary>Notes for each row its session and turn.</summary>
    private readonly ref struct Follower(Span<int> sessionOf, Span<int> turnOf) : ISessionFollower
    {
        private readonly Span<int> _sessionOf = sessionOf;
        private readonly Span<int> _turnOf = turnOf;

        public void Begin(int number, int row) => (_sessionOf[row], _turnOf[row]) = (number, 0);

        public void Continue(int number, int row, in OpenSession before, long started, long input) =>
            (_sessionOf[row], _turnOf[row]) = (number, before.Turns);

        public void End(in OpenSession session)
        {
            // Its turns have been noted.
        }

        public void Link(long input, Int128 reused)
        {
            // Tokens are not asked for.
        }
    }

    /// <summary>Asks a model for the sessions of its rows that started in a range of time.</summary>
    /// <param name="Rule">What makes requests a session.</param>
    /// <param name="GapTicks">The longest pause of a session in ticks, for the rule of gaps.</param>
    /// <param name="Lookback">Requests that are looked back, for chains.</param>
    /// <param name="HasFunctions">Whether any request of the dataset has a function, for chains.</param>
    /// <param name="From">The first instant, in UTC ticks.</param>
    /// <param name="End">The tick that follows the last instant.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.sessions.turns.question")]
    public sealed record Question(
        [property: Id(0)] string Rule, [property: Id(1)] long GapTicks, [property: Id(2)] int Lookback,
        [property: Id(3)] bool HasFunctions, [property: Id(4)] long From, [property: Id(5)] long End) : ModelQuestion;

    /// <summary>The rows by start, ties in input order; each list as <see cref="PackedIntegers"/>.</summary>
    /// <param name="Started">Their starts in UTC ticks.</param>
    /// <param name="Chunks">Their chunks, as <see cref="SegmentColumns.Chunks"/> has them.</param>
    /// <param name="Ties">Their places among the rows of their chunk and start, or missing.</param>
    /// <param name="Sessions">
    /// The numbers of their sessions; −1 for a row in none. The sessions of the model are numbered from 0 by first turn.
    /// </param>
    /// <param name="Turns">Their turns, from 0.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.sessions.turns.answer")]
    public sealed record Answer(
        [property: Id(0)] byte[] Started,
        [property: Id(1)] byte[] Chunks,
        [property: Id(2)] byte[] Ties,
        [property: Id(3)] byte[] Sessions,
        [property: Id(4)] byte[] Turns) : ModelAnswer;
}
