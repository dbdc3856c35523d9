using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>Every row was rejected, and so there is no dataset.</summary>
/// <param name="message">Which files, why, and an example.</param>
/// <param name="rows">The first rows.</param>
internal sealed class RejectedException(string message, IReadOnlyList<RejectedRow> rows) : WorkloadException(message)
{
    /// <summary>The first rejected rows, in no certain order of files.</summary>
    public IReadOnlyList<RejectedRow> Rows { get; } = rows;
}
