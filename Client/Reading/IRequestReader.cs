using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>
/// Reads one log of some format, batch by batch, in file order. Everything that the log has becomes part of a request or of a rejected row.
/// Not safe for use by two threads at once.
/// </summary>
internal interface IRequestReader : IDisposable
{
    /// <summary>
    /// Where the next record may start, after the last batch. A reader opened with it reads on as this one does. At the end of the log it
    /// is the length of its text.
    /// </summary>
    FilePosition Position { get; }

    /// <summary>The hash of the text up to <see cref="Position"/>; null for a reader that does not hash.</summary>
    TextHash? Hash { get; }

    /// <summary>Whether the log has ended, and not behind a line break.</summary>
    bool EndsInLine { get; }

    /// <summary>How many bytes of the file on disk have been taken, for showing progress.</summary>
    long BytesRead { get; }

    /// <summary>The names that no field is read from, and the fields that the log does not have.</summary>
    FileColumns Columns { get; }

    /// <summary>The column that names the models; null where the log has none.</summary>
    string? ModelColumn { get; }

    /// <summary>How the log is laid out.</summary>
    LogLayout Layout { get; }

    /// <summary>Hashes from here on.</summary>
    /// <param name="hash">The hash of the text up to <see cref="Position"/>; null to hash no more.</param>
    void HashFrom(TextHash? hash);

    /// <summary>
    /// Clears <paramref name="batch"/> and fills it with the next records, accepted and rejected together as many as its capacity, fewer
    /// only at the end of the log.
    /// </summary>
    /// <returns>False when there was no record left.</returns>
    /// <exception cref="WorkloadException">
    /// The log is damaged or, if strict, a row is rejected. The reader cannot go on after it.
    /// </exception>
    bool Read(RequestBatch batch);

    /// <summary>Closes the reader before it has read a record; a pipe is given back at its start.</summary>
    /// <param name="source">Where the log came from.</param>
    /// <exception cref="WorkloadException">What stands before the first record is longer than what is kept of a pipe.</exception>
    void GiveBack(LogSource source);
}
