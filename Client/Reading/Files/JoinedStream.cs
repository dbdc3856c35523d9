namespace LlmWorkload.Reading;

/// <summary>Bytes that were read of a stream already, then the rest of it.</summary>
internal sealed class JoinedStream(byte[] start, Stream rest) : ForwardStream
{
    private int _read;

    public override int Read(Span<byte> buffer)
    {
        if (_read == start.Length) return rest.Read(buffer);
        var part = start.AsSpan(_read);
        part = part[..Math.Min(part.Length, buffer.Length)];
        part.CopyTo(buffer);
        _read += part.Length;
        return part.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }
}
