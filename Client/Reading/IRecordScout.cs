using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>Finds where later records of a log start, faster than they are read. Not safe for use by two threads at once.</summary>
internal interface IRecordScout : IDisposable
{
    /// <summary>The hash of the text up to the place that was found last.</summary>
    TextHash Hash { get; }

    /// <summary>The place behind the next records; null where the bytes do not tell, or no record follows, and from then on.</summary>
    /// <exception cref="IOException">The log cannot be read.</exception>
    FilePosition? Skip(int records);
}
