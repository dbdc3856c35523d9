namespace LlmWorkload.Reading.Csv;

/// <summary>Why the bytes of a record make no row.</summary>
internal enum CsvFault
{
    /// <summary>They do.</summary>
    None,

    /// <summary>There are more or fewer fields than in the header.</summary>
    FieldCount,

    /// <summary>A quote opens a field and is not closed where a field ends, or only behind more lines than a record may have.</summary>
    UnclosedQuote,

    /// <summary>A field that is read is longer than fields may be.</summary>
    FieldTooLong,
}
