namespace LlmWorkload.Storage;

/// <summary>RocksDB refuses or fails.</summary>
/// <param name="message">What it says.</param>
internal sealed class RocksDbException(string message) : Exception(message);
