namespace LlmWorkload.Certificates;

/// <summary>Why a connection was refused.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Words">The reason, of the peer: "its certificate … has expired".</param>
internal sealed record Refusal(RefusalKind Kind, string Words);
