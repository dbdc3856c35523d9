namespace LlmWorkload.Generation;

/// <summary>What is wrong with a file of a pool.</summary>
internal static class PoolFault
{
    private const int MostShown = 60;

    /// <summary>A mistake at a place.</summary>
    /// <param name="place">File, line and column, or the like.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What was expected.</param>
    public static WorkloadException Of(string place, string found, string expected) =>
        new($"{place} is '{(found.Length > MostShown ? $"{found[..MostShown]}…" : found)}'; expected {expected}.") { IsInput = true };

    /// <summary>A mistake in a sentence.</summary>
    public static WorkloadException Of(string sentence, Exception? inner = null) => new(sentence, inner) { IsInput = true };
}
