namespace LlmWorkload.Reading;

/// <summary>Why a value that is present counts as missing. The row counts all the same.</summary>
internal enum TurnedMissingReason
{
    /// <summary>The request was completed before it started, so it has no duration.</summary>
    CompletedBeforeStarted,

    /// <summary>The number of input tokens is negative.</summary>
    InputTokensNegative,

    /// <summary>The number of output tokens is negative.</summary>
    OutputTokensNegative,

    /// <summary>The time to first token is negative.</summary>
    TtftNegative,

    /// <summary>The duration is negative.</summary>
    DurationNegative,
}

/// <summary>What the reasons are called.</summary>
internal static class TurnedMissingReasons
{
    /// <summary>How many there are.</summary>
    public static readonly int Count = Enum.GetValues<TurnedMissingReason>().Length;

    /// <summary>The name of the reason in files and answers, in snake_case.</summary>
    public static string Text(this TurnedMissingReason reason) => reason switch
    {
        TurnedMissingReason.CompletedBeforeStarted => "completed_before_started",
        TurnedMissingReason.InputTokensNegative => "input_tokens_negative",
        TurnedMissingReason.OutputTokensNegative => "output_tokens_negative",
        TurnedMissingReason.TtftNegative => "ttft_negative",
        TurnedMissingReason.DurationNegative => "duration_negative",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
