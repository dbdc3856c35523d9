namespace LlmWorkload.Reading;

/// <summary>
/// Why a row is rejected. A row with several faults is counted under the first that is checked: record too long, unclosed quote, field
/// count, started, model, the other fields in the order of <see cref="RequestFields.All"/>, UTF-8, NUL.
/// </summary>
/// <param name="Text">The name of the reason in files and answers, in snake_case.</param>
/// <param name="Expected">What a row without this fault has, in words.</param>
internal sealed record RejectReason(string Text, string Expected)
{
    /// <summary>The row has more or fewer fields than the header.</summary>
    public static readonly RejectReason FieldCount = new("field_count", "as many fields as the header has");

    /// <summary>A field that is read is longer than <see cref="ReadingOptions.MaxFieldBytes"/>.</summary>
    public static readonly RejectReason RecordTooLong = new("record_too_long", "fields of at most 1 MiB");

    /// <summary>
    /// A quoted field is not closed where it ends: the quote runs to the end of the file or for more lines than a record may have, or text
    /// follows the closing quote. The row is one line; reading goes on at the next.
    /// </summary>
    public static readonly RejectReason UnclosedQuote = new(
        "unclosed_quote",
        "a quoted field that ends with a quote before the next separator or line break, within the lines that --max-record-lines allows");

    /// <summary>The record is no JSON object.</summary>
    public static readonly RejectReason Json = new("json_invalid", "a JSON object");

    /// <summary>The record has no list of requests, where the requests of a log stand in lists of its records.</summary>
    public static readonly RejectReason NoRequests = new("no_requests", "a list of requests, as the first record has");

    /// <summary>The list of blocks cannot be read.</summary>
    public static readonly RejectReason Blocks = new("hash_ids_invalid", "a list of whole numbers from 0 to 2⁶⁴−1");

    /// <summary>A text is not UTF-8.</summary>
    public static readonly RejectReason InvalidUtf8 = new("invalid_utf8", "text in UTF-8");

    /// <summary>A text holds a NUL character.</summary>
    public static readonly RejectReason NulCharacter = new("nul_character", "text without NUL characters");

    /// <summary>The field that a row was rejected for; null where no one field is at fault.</summary>
    public static RequestField? FieldOf(RejectReason reason) =>
        RequestFields.All.FirstOrDefault(field => field.Missing == reason || field.Invalid == reason);

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<RejectReason> All { get; } = [
        FieldCount, RecordTooLong, UnclosedQuote, Json, NoRequests, Blocks, InvalidUtf8, NulCharacter,
        .. RequestFields.All.Where(field => field.IsRequired).Select(field => field.Missing),
        .. RequestFields.All.Where(field => field.Kind != FieldKind.Text && field.Accepted.Count > 0).Select(field => field.Invalid),
    ];
}
