using System.Net;

namespace LlmWorkload.Certificates;

/// <summary>What a connection's handshake of TLS came to.</summary>
internal sealed class Handshake
{
    /// <summary>The silo that is connected to; null where the connection came in.</summary>
    public EndPoint? Silo { get; init; }

    /// <summary>Whether both sides trust each other.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Why the peer's certificate was refused; null where it was not, or did not come.</summary>
    public Refusal? Refusal { get; set; }
}
