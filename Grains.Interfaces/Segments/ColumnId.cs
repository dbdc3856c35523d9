namespace LlmWorkload.Segments;

/// <summary>What a segment column holds. The numbers are stored: never reuse one.</summary>
public enum ColumnId : byte
{
    /// <summary>Start of the request: UTC instant in 100 ns ticks (<see cref="DateTime.Ticks"/>).</summary>
    Started = 1,

    /// <summary>User, as the 64-bit hash of its id; missing where the row has no user.</summary>
    User = 2,

    /// <summary>Model, as the 64-bit hash of its id.</summary>
    Model = 3,

    /// <summary>Function name (text); missing where the row has none.</summary>
    Function = 4,

    /// <summary>Input (prompt) tokens.</summary>
    InputTokens = 5,

    /// <summary>Output (completion) tokens.</summary>
    OutputTokens = 6,

    /// <summary>Time to first token in 100 ns ticks.</summary>
    Ttft = 7,

    /// <summary>Duration (completed − started) in 100 ns ticks.</summary>
    Duration = 8,

    /// <summary>Texts of user ids that this segment introduces: pairs of hash and text, not one value a row.</summary>
    UserTexts = 9,

    /// <summary>Input tokens that came from a cache: a part of <see cref="InputTokens"/>, though a log may say more.</summary>
    CachedTokens = 10,

    /// <summary>Serving instance that answered (text).</summary>
    Instance = 11,

    /// <summary>Session or conversation that the request belongs to (text).</summary>
    Session = 12,

    /// <summary>How the request ended (text), as the log has it.</summary>
    Status = 13,

    /// <summary>1 where the request failed; missing where it did not.</summary>
    Failed = 14,

    /// <summary>Time in the queue in 100 ns ticks.</summary>
    QueueTime = 15,

    /// <summary>Cost in 10⁻⁹ US dollars.</summary>
    Cost = 16,

    /// <summary>One free dimension to group by (text): a team, a key, a tag.</summary>
    Label = 17,

    /// <summary>
    /// Blocks of the prompt: a list of 64-bit numbers a row. Equal numbers of one file and model are blocks of equal text, with equal text
    /// before them.
    /// </summary>
    Blocks = 18,

    /// <summary>
    /// Place of the row among the rows of its chunk that started at the same instant, where these are of several models; else missing. It
    /// keeps the input order of rows that lie in different segments.
    /// </summary>
    Tie = 19,
}
