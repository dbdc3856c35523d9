namespace LlmWorkload.Export;

/// <summary>What the rows of a trace to replay look like.</summary>
/// <param name="InSeconds">Whether instants are decimal seconds; else whole milliseconds.</param>
/// <param name="Blocks">Which rows have blocks.</param>
/// <param name="WithSessions">Whether each row has a session of its own.</param>
internal sealed record ReplayShape(bool InSeconds, ReplayBlocks Blocks, bool WithSessions);
