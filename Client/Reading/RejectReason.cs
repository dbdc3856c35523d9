namespace LlmWorkload.Reading;

/// <summary>Why a row is rejected. A row with several faults is counted under the first that is checked (<see cref="RejectReasons"/>).</summary>
public enum RejectReason
{
    /// <summary>The row has no start instant.</summary>
    StartedMissing,

    /// <summary>The start instant is not a timestamp, or lies outside the years 1 to 9999.</summary>
    StartedInvalid,

    /// <summary>The row names no model.</summary>
    ModelMissing,

    /// <summary>The completion instant is present and not a timestamp.</summary>
    CompletedInvalid,

    /// <summary>The number of input tokens is present and not an integer.</summary>
    InputTokensInvalid,

    /// <summary>The number of output tokens is present and not an integer.</summary>
    OutputTokensInvalid,

    /// <summary>The time to first token is present and not a decimal.</summary>
    TtftInvalid,

    /// <summary>The duration is present and not a decimal.</summary>
    DurationInvalid,

    /// <summary>The row has more or fewer fields than the header.</summary>
    FieldCount,

    /// <summary>A field that is read is longer than <see cref="ReadingOptions.MaxFieldBytes"/>.</summary>
    RecordTooLong,

    /// <summary>
    /// A quoted field is not closed where it ends: the quote runs to the end of the file or for more lines than a record may have, or text follows the
    /// closing quote. The row is one line; reading goes on at the next.
    /// </summary>
    UnclosedQuote,

    /// <summary>The model, user or function is not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The model, user or function holds a NUL character.</summary>
    NulCharacter,
}
