using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Inspection;

/// <summary>What a log is found to be, and what its first records become.</summary>
/// <param name="File">Rows, rejected rows by reason, columns and days, as a dataset would have them of the records that were read.</param>
/// <param name="Layout">How it is laid out.</param>
/// <param name="Compression">What it is compressed with; null for nothing.</param>
/// <param name="IsUtf16">Whether it is UTF-16.</param>
internal sealed record InspectedLog(CatalogFile File, LogLayout Layout, string? Compression, bool IsUtf16)
{
    /// <summary>Whether an option named its format; else its names of columns tell it.</summary>
    public bool IsFormatNamed { get; init; }

    /// <summary>The model that an option or the file's name gives to rows without one; null where a column names the models.</summary>
    public string? NamedModel { get; init; }

    /// <summary>Records that were read: requests, rejected rows, and what is no request.</summary>
    public long Records { get; init; }

    /// <summary>Whether that is all of it.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The fields of <see cref="First"/>, in the order of columns.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>
    /// The first requests, a value for each of <see cref="Fields"/>: a whole number, seconds, US dollars, a text, or null where it is
    /// missing.
    /// </summary>
    public IReadOnlyList<object?[]> First { get; init; } = [];

    /// <summary>The first rejected rows.</summary>
    public IReadOnlyList<RejectedRow> Rejected { get; init; } = [];

    /// <summary>What of it looks as if it were not meant.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];
}
