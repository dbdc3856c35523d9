namespace LlmWorkload.Reading;

/// <summary>A path leads to what may not be read. The message says why, without the path.</summary>
internal sealed class RefusedFileException(string message) : IOException(message);
