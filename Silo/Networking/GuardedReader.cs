using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;

namespace LlmWorkload.Networking;

/// <summary>
/// Reads what a connection sends, for Orleans, and looks at its frames. The handshake comes first, then messages. In front of each message
/// stand the lengths of its header and its body (two little-endian integers of four bytes). A message that is too long is refused by its
/// lengths, before its bytes are gathered.
/// </summary>
/// <param name="inner">The transport's own reader.</param>
/// <param name="connection">Told what arrives.</param>
internal sealed class GuardedReader(PipeReader inner, GuardedConnection connection) : PipeReader
{
    private const int LengthsBytes = 2 * sizeof(int);

    private ReadOnlySequence<byte> _buffer;

    /// <inheritdoc/>
    /// <exception cref="ConnectionAbortedException">A message is too long.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await inner.ReadAsync(cancellationToken);
        Look(result.Buffer);
        return result;
    }

    /// <inheritdoc/>
    /// <exception cref="ConnectionAbortedException">A message is too long.</exception>
    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result)) return false;
        Look(result.Buffer);
        return true;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        var unfinished = _buffer.Slice(consumed).Length;
        var isConsumed = unfinished < _buffer.Length;
        _buffer = default;
        inner.AdvanceTo(consumed, examined);
        connection.Read(isConsumed, unfinished);
    }

    /// <inheritdoc/>
    public override void CancelPendingRead() => inner.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private void Look(ReadOnlySequence<byte> buffer)
    {
        _buffer = buffer;
        if (!connection.IsKnown || buffer.Length < LengthsBytes) return;
        Span<byte> lengths = stackalloc byte[LengthsBytes];
        buffer.Slice(0, LengthsBytes).CopyTo(lengths);
        var (header, body) = (BinaryPrimitives.ReadInt32LittleEndian(lengths),
            BinaryPrimitives.ReadInt32LittleEndian(lengths[sizeof(int)..]));
        if (header < 0 || body < 0 || (long)header + body > connection.LongestMessage)
            throw new ConnectionAbortedException(
                $"A message of {(long)header + body:N0} bytes is longer than the {connection.LongestMessage:N0} that are allowed.");
    }
}
