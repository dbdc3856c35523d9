namespace LlmWorkload.Report;

/// <summary>What a sentence of a report is.</summary>
internal enum FindingKind
{
    /// <summary>Something that was found.</summary>
    Plain,

    /// <summary>Something that was found and lies far from even, so that the report begins with it.</summary>
    Telling,

    /// <summary>Something that cannot be told, and why.</summary>
    Gap,
}
