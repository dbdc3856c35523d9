using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Answers;

/// <summary>A partition's columns and the texts of its users' ids.</summary>
/// <param name="Rows">The columns.</param>
/// <param name="Users">Hash → id.</param>
public sealed record PartitionColumns(SegmentColumns Rows, IReadOnlyDictionary<ulong, string> Users);
