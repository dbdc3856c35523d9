namespace LlmWorkload.Ingestion;

/// <summary>Logs have no requests, and no row of them was rejected.</summary>
/// <param name="message">Which.</param>
internal sealed class NoRowsException(string message) : WorkloadException(message);
