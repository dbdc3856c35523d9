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
}
