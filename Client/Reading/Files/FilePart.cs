namespace LlmWorkload.Reading;

/// <summary>The beginning of a file that goes on growing.</summary>
/// <param name="End">How many bytes it has.</param>
/// <param name="File">Which file it is: see <see cref="FileStatus.Number(string)"/>. Another file of the same path is not read.</param>
/// <param name="Before">The hash of a beginning of it that is known; null for none.</param>
internal sealed record FilePart(long End, ulong File, TextHash? Before);
