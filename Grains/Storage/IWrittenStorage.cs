namespace LlmWorkload.Storage;

/// <summary>A storage that knows how its last write ended.</summary>
public interface IWrittenStorage
{
    /// <summary>Whether the last write failed, as on a full disk: reads may go on working.</summary>
    bool FailsToWrite { get; }
}
