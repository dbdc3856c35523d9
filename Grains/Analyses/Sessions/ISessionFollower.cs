namespace LlmWorkload.Analyses;

/// <summary>Told of the sessions of a model, turn by turn.</summary>
internal interface ISessionFollower
{
    /// <summary>A session begins.</summary>
    /// <param name="number">Its number in the model, from 0.</param>
    /// <param name="row">The row of its first turn.</param>
    void Begin(int number, int row);

    /// <summary>A session goes on.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="row">The row of the turn.</param>
    /// <param name="before">The session before the turn.</param>
    /// <param name="started">When the turn started.</param>
    /// <param name="input">Its input tokens, or missing.</param>
    void Continue(int number, int row, in OpenSession before, long started, long input);

    /// <summary>A session has ended.</summary>
    void End(in OpenSession session);

    /// <summary>A turn of a chain.</summary>
    /// <param name="input">Its input tokens.</param>
    /// <param name="reused">Those of them that the turn that it continues has as input and output; 0 for a first turn.</param>
    void Link(long input, Int128 reused);
}
