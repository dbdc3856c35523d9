namespace LlmWorkload.Ingestion;

/// <summary>Logs have a header and no rows.</summary>
/// <param name="message">Which.</param>
internal sealed class NoRowsException(string message) : WorkloadException(message);
