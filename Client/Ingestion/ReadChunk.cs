using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// One chunk of a file as it was read, with what its indices mean. The arrays may be longer than the counts say; what lies below never
/// changes.
/// </summary>
/// <param name="File">Index of the file in its dataset.</param>
/// <param name="Number">Number of the chunk in the file.</param>
/// <param name="Batch">Its rows.</param>
/// <param name="Texts">The texts of each field of texts but the users, by index: in the order of <see cref="RequestFields.Texts"/>.</param>
/// <param name="UserHashes">Hashes of the users' ids by index.</param>
/// <param name="Users">How many users are known after this chunk.</param>
/// <param name="NewUsers">The ids of the users that this chunk is the first of this reading to have: the last ones.</param>
/// <param name="Next">Where the next chunk starts.</param>
/// <param name="TextHash">The hash of the file's text up to there.</param>
/// <param name="IsLast">Whether the file ends with it.</param>
/// <param name="EndsInLine">Whether the file ends, and not behind a line break.</param>
internal sealed record ReadChunk(
    int File,
    int Number,
    RequestBatch Batch,
    string[][] Texts,
    ulong[] UserHashes,
    int Users,
    string[] NewUsers,
    FilePosition Next,
    Hash128 TextHash,
    bool IsLast,
    bool EndsInLine)
{
    /// <summary>Model ids by index.</summary>
    public string[] Models { get; } = Texts[RequestFields.TextOf(RequestFields.Model)];
}
