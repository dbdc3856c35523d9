using System.IO.Pipelines;

namespace LlmWorkload.Networking;

/// <summary>A connection's bytes as Orleans sends and reads them, which with TLS are not those on the wire.</summary>
/// <param name="inner">The transport below.</param>
/// <param name="connection">Told what arrives.</param>
internal sealed class GuardedTransport(IDuplexPipe inner, GuardedConnection connection) : IDuplexPipe
{
    /// <inheritdoc/>
    public PipeReader Input { get; } = new GuardedReader(inner.Input, connection);

    /// <inheritdoc/>
    public PipeWriter Output => inner.Output;
}
