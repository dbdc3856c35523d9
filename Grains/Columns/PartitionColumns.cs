using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Columns;

/// <summary>A partition's columns and the texts of its users' ids.</summary>
/// <param name="Rows">The columns.</param>
/// <param name="Users">Hash → id.</param>
internal sealed record PartitionColumns(SegmentColumns Rows, IReadOnlyDictionary<ulong, string> Users)
{
    /// <summary>
    /// A user's id; the hash itself while the id has not come: of chunks on their way the later can be stored before the earlier, which
    /// brings the ids of users that both have.
    /// </summary>
    public string IdOf(ulong user) => Users.TryGetValue(user, out var id) ? id : $"{user:x16}";
}
