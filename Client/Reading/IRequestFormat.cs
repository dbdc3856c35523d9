using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>A format of logs. It holds no state.</summary>
internal interface IRequestFormat
{
    /// <summary>Whether a log looks like one of this format.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="firstBlock">The first bytes of its text, at most 64 KiB.</param>
    bool Recognises(string name, ReadOnlySpan<byte> firstBlock);

    /// <summary>Opens a log and reads what stands before its first record.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="tables">Where texts are looked up and added.</param>
    /// <param name="resumeAt">
    /// A <see cref="IRequestReader.Position"/> of an earlier reader of the same log, to go on from there; null for the first record.
    /// </param>
    /// <param name="hash">The hash of the text before that place, which goes on with the reading; null where nobody asks.</param>
    /// <exception cref="WorkloadException">
    /// The log cannot be read, is empty, lacks a field that is required, or ends before <paramref name="resumeAt"/>.
    /// </exception>
    IRequestReader Open(LogSource source, ReadingOptions options, RequestTables tables, FilePosition? resumeAt = null,
        TextHash? hash = null);

    /// <summary>Looks for the places of later records ahead of the readers, so that several can read side by side.</summary>
    /// <param name="source">The log.</param>
    /// <param name="start">A place between two records.</param>
    /// <param name="hash">The hash of the text before it.</param>
    /// <returns>Null where the log must be read from front to back.</returns>
    /// <exception cref="WorkloadException">The log cannot be read.</exception>
    IRecordScout? Scout(LogSource source, FilePosition start, TextHash hash);
}
