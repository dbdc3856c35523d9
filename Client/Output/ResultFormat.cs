namespace LlmWorkload.Output;

/// <summary>How results are printed.</summary>
internal enum ResultFormat
{
    /// <summary>A table for people.</summary>
    Table,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>CSV.</summary>
    Csv,

    /// <summary>Markdown, for the comment of a build.</summary>
    Markdown,
}
