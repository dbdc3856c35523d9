using Orleans.Runtime;

namespace LlmWorkload;

/// <summary>A grain's state could not be read or written. The message says why, in words for a user.</summary>
/// <remarks>
/// It derives from Orleans' exception: where a grain's state is written, Orleans wraps any other exception, and its message is lost.
/// </remarks>
[GenerateSerializer, Alias("llmwl.storage.error")]
public sealed class StorageException : OrleansException
{
    /// <summary>Creates the exception.</summary>
    public StorageException(string message, bool passes)
        : base(message) => Passes = passes;

    /// <summary>
    /// Whether the same call may succeed later: a database that restarts comes back, a database that is missing does not.
    /// </summary>
    [Id(0)]
    public bool Passes { get; init; }
}
