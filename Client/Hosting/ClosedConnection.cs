using System.Net.Sockets;
using LlmWorkload.Certificates;
using Orleans.Networking.Shared;
using Orleans.Runtime.Messaging;

namespace LlmWorkload.Hosting;

/// <summary>
/// What is known of a silo that takes connections and closes them. One that requires mutual TLS does so with a client whose certificate it
/// does not trust, and in TLS 1.3 the client is told nothing else.
/// </summary>
/// <param name="tls">How connections are made; null for without TLS.</param>
internal sealed class ClosedConnection(MutualTls? tls)
{
    private const string Closed =
        "the silo closed the connection: does it require mutual TLS, and is the certificate of --tls-cert signed by its CA?";

    private string? _words;

    /// <summary>Whether another attempt is of no use: it is the client that does not trust the silo.</summary>
    public bool IsFinal => tls?.Distrust is not null;

    /// <summary>What to say after the attempts so far; null where no silo has closed the last connection.</summary>
    public string? Words => tls?.Distrust ?? _words;

    /// <summary>Notes an attempt to connect, and says what <see cref="Words"/> are then.</summary>
    /// <param name="failure">What the attempt came to.</param>
    public string? After(Exception failure)
    {
        // Orleans pauses between attempts, and fails meanwhile with an exception of its own: what was known stays. Where nobody listens, no
        // connection was there to be closed.
        if (failure.GetBaseException() is not ConnectionFailedException)
            _words = PassingFailure.Cause<ConnectionFailedException>(failure) is not null
                && PassingFailure.Cause<SocketException>(failure) is null
                && PassingFailure.Cause<SocketConnectionException>(failure) is null ? Closed : null;
        return Words;
    }
}
