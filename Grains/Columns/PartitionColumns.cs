using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Columns;

/// <summary>A partition's columns and the texts of its users' ids.</summary>
/// <param name="Rows">The columns.</param>
/// <param name="IdByHash">Hash → id.</param>
internal sealed record PartitionColumns(SegmentColumns Rows, IReadOnlyDictionary<ulong, string> IdByHash)
{
    /// <summary>
    /// A user's id, or the hash itself while the id has not come. Of the chunks on their way, a later one can be stored before the earlier
    /// one that brings the ids of users in both.
    /// </summary>
    public string IdOf(ulong user) => IdByHash.TryGetValue(user, out var id) ? id : $"{user:x16}";
}
