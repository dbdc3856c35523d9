namespace LlmWorkload.Export;

/// <summary>What an export wrote.</summary>
/// <param name="Rows">The rows written.</param>
/// <param name="LeftOut">The rows left out, by reason.</param>
/// <param name="Context">What was known of the rows.</param>
/// <param name="Note">What is to be said of it; null for nothing.</param>
internal sealed record ExportResult(long Rows, IReadOnlyDictionary<string, long> LeftOut, ExportContext Context, string? Note);
