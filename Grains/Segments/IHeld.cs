namespace LlmWorkload.Segments;

/// <summary>Something that a silo keeps in its <see cref="HeldMemory"/> as long as there is room, and can have again.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface IHeld
{
    /// <summary>How much memory it takes.</summary>
    long Bytes { get; }

    /// <summary>Whether it was used since this was last set back.</summary>
    bool IsUsed { get; set; }

    /// <summary>Gives its memory back.</summary>
    void Forget();
}
