using System.Net.Sockets;
using LlmWorkload.Certificates;
using Orleans.Runtime.Messaging;

namespace LlmWorkload.Hosting;

/// <summary>
/// A silo took a connection and closed it without a word. One that requires mutual TLS does so with a client whose certificate it does not
/// trust: in TLS 1.3 the client is told of nothing else.
/// </summary>
internal static class ClosedConnection
{
    private const string Words =
        "the silo closed the connection: does it require mutual TLS, and is the certificate of --tls-cert signed by its CA?";

    /// <summary>What to say of it; null for any other failure.</summary>
    public static string? Describe(Exception failure)
    {
        if (PassingFailure.Cause<RefusedHandshakeException>(failure) is { } refused) return refused.Message;
        return PassingFailure.Cause<ConnectionFailedException>(failure) is { InnerException: not null }
            && PassingFailure.Cause<SocketException>(failure) is null ? Words : null;
    }
}
