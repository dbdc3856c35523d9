using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>What readers of text have in common: the stream beside the records. Not safe for use by two threads at once.</summary>
/// <param name="source">Where the log comes from.</param>
/// <param name="options">How to read it.</param>
internal abstract class LogReader(LogSource source, ReadingOptions options) : RecordReader(source, options), IDisposable
{
    private readonly LogSource _source = source;
    private bool _isReleased;

    /// <summary>The text.</summary>
    protected LogStream Stream { get; set; } = source.Open();

    /// <summary>Why a pipe cannot be given back: what stands before its first record is longer than what is kept of it.</summary>
    protected abstract string WhyNotGivenBack { get; }

    /// <summary>Closes the reader before it has read a record; see <see cref="IRequestReader.GiveBack"/>.</summary>
    public void GiveBack(LogSource to)
    {
        if (!to.IsPipe)
        {
            Dispose();
            return;
        }

        if (!Stream.TryRewind()) throw Fault($"{Path}: {WhyNotGivenBack}.");
        _isReleased = true;
        to.Return(Stream);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isReleased) Stream.Dispose();
    }

    /// <summary>Opens the log again at a place that an earlier reader came to.</summary>
    /// <exception cref="WorkloadException">The log cannot be read, or ends before it.</exception>
    protected void OpenAt(FilePosition position)
    {
        Stream.Dispose();
        Stream = _source.Open();
        Records = position.Record;
        try
        {
            if (!Stream.SkipTo(position.Offset))
                throw Fault($"{Path}: the file ends before byte {position.Offset:N0}, where reading was to go on. It has changed since.");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Fault($"{Path}: cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
