using ZstdSharp;

namespace LlmWorkload.Reading;

/// <summary>The text of a zstd file, of one frame or several.</summary>
/// <param name="file">The file, from its start.</param>
internal sealed class ZstdFrames(Stream file) : ForwardStream
{
    private readonly DecompressionStream _text = new(file, checkEndOfStream: true, leaveOpen: false);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _text.Read(buffer);
        }
        catch (Exception e) when (e is ZstdException or EndOfStreamException)
        {
            throw new InvalidDataException($"the zstd data is damaged or cut short: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _text.Dispose();
        base.Dispose(disposing);
    }
}
