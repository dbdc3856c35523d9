using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>What is known of the rows of an export before the first one.</summary>
/// <param name="Columns">The columns that some row may have.</param>
/// <param name="BlockSize">Tokens of a block.</param>
/// <param name="EveryRowHasBlocks">Whether every row has blocks; only where the format needs it.</param>
/// <param name="ForSpreadsheets">Whether texts that begin as formulas do are written so that no spreadsheet takes them for one.</param>
/// <param name="Cancelled">Ends the export.</param>
internal sealed record ExportContext(
    IReadOnlyCollection<ColumnId> Columns, int BlockSize, bool EveryRowHasBlocks, bool ForSpreadsheets,
    CancellationToken Cancelled);
