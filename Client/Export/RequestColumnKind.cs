namespace LlmWorkload.Export;

/// <summary>What the values of an exported column are.</summary>
internal enum RequestColumnKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>The start.</summary>
    Started,

    /// <summary>The end: start and duration.</summary>
    Completed,

    /// <summary>A time in seconds.</summary>
    Seconds,

    /// <summary>US dollars.</summary>
    Dollars,

    /// <summary>A text that says by itself whether the request failed.</summary>
    Status,

    /// <summary>A text that is there because the request failed.</summary>
    Error,
}
