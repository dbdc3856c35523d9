namespace LlmWorkload.Datasets;

/// <summary>What a client found a file to be.</summary>
public enum FileState
{
    /// <summary>None of the dataset's files.</summary>
    New = 0,

    /// <summary>One of the dataset's files, as far as that was read.</summary>
    Known = 1,

    /// <summary>One of the dataset's files, with more lines behind its end.</summary>
    Grown = 2,

    /// <summary>One of the dataset's files that ended inside a line, with text behind its end that continues the line.</summary>
    GrownInLine = 3,
}
