namespace LlmWorkload.Export;

/// <summary>
/// A stream that is written in order alone. It knows how far it is, as a pipe does not, and what failed, which a library may wrap in words
/// of its own.
/// </summary>
/// <param name="output">Where the bytes go; it is not closed.</param>
internal sealed class CountedStream(Stream output) : Stream
{
    private long _position;

    /// <summary>Why the last write failed; null where none did.</summary>
    public IOException? Failure { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _position;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            output.Write(buffer);
        }
        catch (IOException failure)
        {
            Failure = failure;
            throw;
        }

        _position += buffer.Length;
    }

    public override void Flush() => output.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
