using System.Text;

namespace LlmWorkload.Forwarding;

/// <summary>Text that goes to another process as frames.</summary>
/// <param name="stream">Where they go; several writers share it.</param>
/// <param name="kind">What they carry.</param>
internal sealed class FrameWriter(Stream stream, FrameKind kind) : SpanWriter
{
    private const int MostKept = 1 << 13;

    private readonly StringBuilder _kept = new();

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (stream)
        {
            _kept.Append(buffer);
            SendWhereMuch();
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        lock (stream) Send();
    }

    // A pair of surrogates is not parted: it is one character of UTF-8.
    private void SendWhereMuch()
    {
        if (_kept.Length >= MostKept && !char.IsHighSurrogate(_kept[^1])) Send();
    }

    private void Send()
    {
        if (_kept.Length == 0) return;
        Frames.Write(stream, kind, _kept.ToString());
        _kept.Clear();
    }
}
