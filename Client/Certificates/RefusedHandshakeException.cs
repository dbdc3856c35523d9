namespace LlmWorkload.Certificates;

/// <summary>A connection that was opened from here came to nothing at the handshake of TLS.</summary>
/// <param name="message">Why, for a user.</param>
/// <param name="passes">Whether the same attempt may succeed later without anybody changing a certificate.</param>
internal sealed class RefusedHandshakeException(string message, bool passes) : Exception(message)
{
    /// <summary>Whether the same attempt may succeed later without anybody changing a certificate.</summary>
    public bool Passes => passes;
}
