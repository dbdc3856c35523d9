using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>An answer, which is held in memory once it is there, as long as there is room.</summary>
/// <param name="answer">The answer, or its computation.</param>
internal sealed class KeptAnswer<T>(Task<T> answer) : IHeld
{
    private volatile Task<T>? _answer = answer;

    /// <summary>The answer; null where there was no room for it.</summary>
    public Task<T>? Answer => _answer;

    /// <inheritdoc/>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public bool IsUsed { get; set; }

    /// <summary>Tells that it is used.</summary>
    public void Use()
    {
        if (!IsUsed) IsUsed = true;
    }

    /// <summary>Holds the answer, which is there. What is held already stays.</summary>
    /// <param name="memory">What it takes room of.</param>
    /// <param name="size">Tells how many bytes it takes; null for <see cref="AnswerSize"/>.</param>
    public void Hold(HeldMemory memory, Func<T, long>? size)
    {
        if (Bytes > 0 || _answer is not { } there) return;
        Bytes = Math.Max(1, size is null ? AnswerSize.Of(there.Result) : size(there.Result));
        memory.Add(this);
    }

    /// <inheritdoc/>
    public void Forget() => _answer = null;
}
