namespace LlmWorkload.Reading;

/// <summary>
/// What the reasons are called and what was expected instead. The order of the checks, and so of precedence, is: record too long,
/// unclosed quote, field count, started, model, completed, input tokens, output tokens, ttft, duration, UTF-8, NUL.
/// </summary>
public static class RejectReasons
{
    /// <summary>The name of the reason in files and answers, in snake_case.</summary>
    public static string Text(this RejectReason reason) => reason switch
    {
        RejectReason.StartedMissing => "started_missing",
        RejectReason.StartedInvalid => "started_invalid",
        RejectReason.ModelMissing => "model_missing",
        RejectReason.CompletedInvalid => "completed_invalid",
        RejectReason.InputTokensInvalid => "input_tokens_invalid",
        RejectReason.OutputTokensInvalid => "output_tokens_invalid",
        RejectReason.TtftInvalid => "ttft_invalid",
        RejectReason.DurationInvalid => "duration_invalid",
        RejectReason.FieldCount => "field_count",
        RejectReason.RecordTooLong => "record_too_long",
        RejectReason.UnclosedQuote => "unclosed_quote",
        RejectReason.InvalidUtf8 => "invalid_utf8",
        RejectReason.NulCharacter => "nul_character",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>What a row without this fault has, in words.</summary>
    public static string Expected(this RejectReason reason) => reason switch
    {
        RejectReason.StartedMissing or RejectReason.StartedInvalid or RejectReason.CompletedInvalid =>
            "a timestamp such as 2025-09-01T22:15:00.403457Z, 2025-09-01 22:15:00 or Unix time",
        RejectReason.ModelMissing => "a model",
        RejectReason.InputTokensInvalid or RejectReason.OutputTokensInvalid => "an integer such as 123 or 123.0",
        RejectReason.TtftInvalid or RejectReason.DurationInvalid => "decimal seconds such as 0.063005",
        RejectReason.FieldCount => "as many fields as the header has",
        RejectReason.RecordTooLong => "fields of at most 1 MiB",
        RejectReason.UnclosedQuote => "a quoted field that ends with a quote before the next separator or line break",
        RejectReason.InvalidUtf8 => "text in UTF-8",
        RejectReason.NulCharacter => "text without NUL characters",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
