namespace LlmWorkload;

/// <summary>
/// A failure whose message is for a user: bad input, a damaged state folder, a name that does not exist. Commands print the message alone.
/// </summary>
[GenerateSerializer, Alias("llmwl.error")]
public class WorkloadException : Exception
{
    /// <summary>Creates the exception.</summary>
    public WorkloadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether the caller's input or usage is at fault (exit code 2) and not the run (exit code 1).</summary>
    [Id(0)]
    public bool IsInput { get; init; }

    /// <summary>
    /// Whether the dataset that the caller knows was dropped or made anew. The caller looks again: there may be another one.
    /// </summary>
    [Id(1)]
    public bool IsDropped { get; init; }

    /// <summary>What can be done about it.</summary>
    [Id(2)]
    public Remedy Remedy { get; init; }

    /// <summary>The name that was probably meant; null where none is near, or nothing was looked for by its name.</summary>
    [Id(3)]
    public string? Nearest { get; init; }
}
