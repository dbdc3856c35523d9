using System.IO.Compression;

namespace LlmWorkload.Reading;

/// <summary>
/// The decompressed bytes of a gzip file of one or many members, which says when the file is cut short: <see cref="GZipStream"/> takes the
/// end of its input for the end of the data, in the middle of a member too. So one more member of known content is appended to the input;
/// only when the file ends with a whole member does exactly that content come out after it.
/// </summary>
internal sealed class GzipMembers : ForwardStream
{
    private static readonly byte[] EndMark = "llmwl end of log"u8.ToArray();
    private static readonly byte[] EndMember = Compress(EndMark);

    private readonly InputWithEnd _input;
    private readonly GZipStream _gzip;
    private bool _ended;

    /// <summary>Reads gzip data from its start.</summary>
    /// <param name="compressed">The data.</param>
    /// <param name="end">How many bytes of it are data; what follows is not looked at.</param>
    /// <param name="leaveOpen">Whether the data stays open with whoever opened it.</param>
    public GzipMembers(Stream compressed, long end, bool leaveOpen = false)
    {
        _input = new InputWithEnd(compressed, end, EndMember, leaveOpen);
        _gzip = new GZipStream(_input, CompressionMode.Decompress);
    }

    /// <exception cref="InvalidDataException">The data is corrupt, or ends inside a member.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_ended || buffer.IsEmpty)
            return 0;
        var read = Decompress(buffer);
        if (!_input.EndReached && read > 0)
            return read;

        CheckEnd(buffer[..read]);
        _ended = true;
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }

    private int Decompress(Span<byte> buffer)
    {
        try
        {
            return _gzip.Read(buffer);
        }
        catch (InvalidDataException) when (_input.EndReached)
        {
            throw CutShort();
        }
        catch (InvalidDataException e)
        {
            // What the decompressor says of damage may be about archives, or methods of compression.
            throw new InvalidDataException("the gzip data is corrupt: the compressed data is damaged", e);
        }
    }

    /// <summary>All that comes out once the end of the file has been passed is <paramref name="first"/> and what follows it.</summary>
    private void CheckEnd(ReadOnlySpan<byte> first)
    {
        if (!_input.EndReached)
            throw new InvalidDataException("the gzip data is followed by bytes that are not gzip");
        var tail = new byte[EndMark.Length + 1];
        var length = Math.Min(first.Length, tail.Length);
        first[..length].CopyTo(tail);
        while (length < tail.Length)
        {
            var read = Decompress(tail.AsSpan(length));
            if (read == 0)
                break;
            length += read;
        }

        if (!tail.AsSpan(0, length).SequenceEqual(EndMark))
            throw CutShort();
    }

    private static InvalidDataException CutShort() => new("the gzip data ends before it should: the file is truncated");

    private static byte[] Compress(byte[] content)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return member.ToArray();
    }

    /// <summary>The first bytes of a stream, then <paramref name="end"/>.</summary>
    private sealed class InputWithEnd(Stream input, long length, byte[] end, bool leaveOpen) : ForwardStream
    {
        private long _left = length;
        private int _endRead;

        public bool EndReached { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var read = EndReached ? 0 : input.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
            _left -= read;
            if (read > 0 || buffer.IsEmpty)
                return read;
            EndReached = true;
            var rest = end.AsSpan(_endRead);
            rest = rest[..Math.Min(rest.Length, buffer.Length)];
            rest.CopyTo(buffer);
            _endRead += rest.Length;
            return rest.Length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !leaveOpen)
                input.Dispose();
            base.Dispose(disposing);
        }
    }
}
