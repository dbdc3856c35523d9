using System.Text;

namespace LlmWorkload.Forwarding;

/// <summary>Hands text on, and remembers it.</summary>
/// <param name="to">Where it goes.</param>
/// <param name="most">How many characters are remembered; of more, none are.</param>
internal sealed class RecordingWriter(TextWriter to, int most) : SpanWriter
{
    private StringBuilder? _text = new();

    /// <summary>All that was written; null where that was too much.</summary>
    public string? Text
    {
        get
        {
            lock (to) return _text?.ToString();
        }
    }

    /// <inheritdoc/>
    public override Encoding Encoding => to.Encoding;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (to)
        {
            to.Write(buffer);
            _text = _text is not null && _text.Length + buffer.Length <= most ? _text.Append(buffer) : null;
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        lock (to) to.Flush();
    }
}
