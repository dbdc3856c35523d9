namespace LlmWorkload.Datasets;

/// <summary>What a client found a file to be.</summary>
public enum FileState
{
    /// <summary>None of the dataset's files.</summary>
    New = 0,

    /// <summary>A file of the dataset. Its text is the text that was read of it.</summary>
    Known = 1,

    /// <summary>A file of the dataset, with more lines behind the end that it had.</summary>
    Grown = 2,

    /// <summary>A file of the dataset that ended inside a line. Its text now goes on in that line.</summary>
    GrownInLine = 3,
}
