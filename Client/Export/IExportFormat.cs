namespace LlmWorkload.Export;

/// <summary>A form in which rows are written.</summary>
internal interface IExportFormat
{
    /// <summary>Its name, as the command takes it.</summary>
    string Name { get; }

    /// <summary>What it is, for the help.</summary>
    string Sentence { get; }

    /// <summary>Whether <see cref="ExportContext.EveryRowHasBlocks"/> is needed, for which all rows are read before.</summary>
    bool NeedsBlocksOfAll => false;

    /// <summary>Whether the tokens of a block matter.</summary>
    bool CountsBlocks => false;

    /// <summary>The end of its files' names, with a dot.</summary>
    string Extension { get; }

    /// <summary>
    /// A function that tells why the form has no place for a row, and gives null for a row that is written; null where it has a place for
    /// every row.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="blockSize">Tokens of a block.</param>
    Func<int, string?>? WhyLeftOut(ExportedRows rows, int blockSize) => null;

    /// <summary>Begins to write.</summary>
    /// <param name="output">Where to; the writer does not close it.</param>
    /// <param name="context">What is known of the rows.</param>
    IExportWriter Open(Stream output, ExportContext context);

    /// <summary>The command that replays what was written; null where the form is not made for that.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="context">What is known of the rows.</param>
    string? ReplayCommand(string path, long rows, ExportContext context) => null;
}
