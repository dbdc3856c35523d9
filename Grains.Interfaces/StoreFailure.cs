namespace LlmWorkload;

/// <summary>A failure of a store, in words.</summary>
/// <param name="Words">What went wrong.</param>
/// <param name="Passes">Whether the same call may succeed later.</param>
public sealed record StoreFailure(string Words, bool Passes);
