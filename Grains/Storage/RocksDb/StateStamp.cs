namespace LlmWorkload.Storage;

/// <summary>One of the states that a folder has had.</summary>
/// <param name="Database">The id of its database, which another database in the same place does not have.</param>
/// <param name="Mark">That of who wrote last; empty where that was an older version of the program.</param>
/// <param name="Writes">The number of the last write.</param>
public sealed record StateStamp(string Database, string Mark, ulong Writes);
