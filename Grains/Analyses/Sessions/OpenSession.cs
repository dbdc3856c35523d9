namespace LlmWorkload.Analyses;

/// <summary>A session as far as it has gone.</summary>
/// <param name="First">When its first turn started.</param>
/// <param name="FirstInput">The input tokens of that, or missing.</param>
/// <param name="Turns">Its turns.</param>
/// <param name="Last">When its last turn started.</param>
/// <param name="LastInput">The input tokens of that, or missing.</param>
/// <param name="End">The largest end of its turns.</param>
internal readonly record struct OpenSession(long First, long FirstInput, int Turns, long Last, long LastInput, long End)
{
    /// <summary>A session of one turn.</summary>
    public static OpenSession Of(long started, long input, long end) => new(started, input, 1, started, input, end);

    /// <summary>The session with one turn more.</summary>
    public OpenSession With(long started, long input, long end) =>
        this with { Turns = Turns + 1, Last = started, LastInput = input, End = Math.Max(End, end) };
}
