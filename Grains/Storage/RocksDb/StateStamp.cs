namespace LlmWorkload.Storage;

/// <summary>One of the states that a folder has had.</summary>
/// <param name="Database">The id of its database, which another database in the same place does not have.</param>
/// <param name="Writes">The number of the last write.</param>
public sealed record StateStamp(string Database, ulong Writes);
