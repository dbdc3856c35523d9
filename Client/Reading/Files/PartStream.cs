namespace LlmWorkload.Reading;

/// <summary>The beginning of a file, which can be read from anywhere in it.</summary>
/// <param name="file">The file; disposed of with this.</param>
/// <param name="end">How many of its bytes.</param>
internal sealed class PartStream(FileStream file, long end) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => end;

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public override int Read(Span<byte> buffer)
    {
        var rest = end - file.Position;
        if (rest <= 0 || buffer.IsEmpty) return 0;
        var read = file.Read(buffer[..(int)Math.Min(rest, buffer.Length)]);
        return read > 0 ? read : throw new EndOfStreamException("it has become shorter while it was read");
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
