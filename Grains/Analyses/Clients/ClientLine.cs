namespace LlmWorkload.Analyses;

/// <summary>A line of the figures of clients.</summary>
/// <param name="Label">What the legend says.</param>
/// <param name="Colour">The number of its colour; null where it has none of its own.</param>
/// <param name="TallyAsync">What each client has.</param>
internal sealed record ClientLine(string Label, int? Colour, Func<Task<ClientTally>> TallyAsync);
