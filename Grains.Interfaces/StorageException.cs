using Orleans.Runtime;

namespace LlmWorkload;

/// <summary>A grain's state could not be read or written. The message says why, in words for a user.</summary>
/// <remarks>
/// One of Orleans' own kind: any other is wrapped, and its message lost among Orleans', where a grain's state is written.
/// </remarks>
[GenerateSerializer, Alias("llmwl.storage.error")]
public sealed class StorageException : OrleansException
{
    /// <summary>Creates the exception.</summary>
    public StorageException(string message, bool passes)
        : base(message) => Passes = passes;

    /// <summary>Whether the same call may succeed later: a database that restarts comes back, one that is missing does not.</summary>
    [Id(0)]
    public bool Passes { get; init; }
}
