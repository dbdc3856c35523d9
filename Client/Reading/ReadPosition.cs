namespace LlmWorkload.Reading;

/// <summary>A place between two records of a request log, where reading can start again.</summary>
/// <param name="Offset">Where the next record starts, in bytes of the decompressed file, a byte order mark included.</param>
/// <param name="Line">The line the next record starts on; the first line of the file is 1.</param>
/// <param name="Record">How many records lie before it, the header not counted.</param>
public readonly record struct ReadPosition(long Offset, long Line, long Record);
