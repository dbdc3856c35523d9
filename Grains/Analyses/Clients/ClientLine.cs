namespace LlmWorkload.Analyses;

/// <summary>A line of the figures of clients.</summary>
/// <param name="Label">What the legend says.</param>
/// <param name="TallyAsync">What each client has.</param>
internal sealed record ClientLine(string Label, Func<Task<ClientTally>> TallyAsync);
