namespace LlmWorkload.Tests.Reading;

/// <summary>One request, as plainly as can be.</summary>
internal sealed record LogRow(
    string Model, string? User, string? Function, DateTime Started, long? InputTokens, long? OutputTokens, long? Ttft, long? Duration)
{
    public bool Failed { get; init; }
}
