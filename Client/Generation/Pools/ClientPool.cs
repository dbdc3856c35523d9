namespace LlmWorkload.Generation;

/// <summary>A pool of clients of one model that is read.</summary>
/// <param name="Name">The name of its folder: the model.</param>
/// <param name="Starts">When each window begins, in seconds; the same for all clients.</param>
/// <param name="Clients">The clients by the number of their files.</param>
/// <param name="Notes">What is to be said of what was left out.</param>
internal sealed record ClientPool(
    string Name, IReadOnlyList<long> Starts, IReadOnlyList<SimulatedClient> Clients, IReadOnlyList<string> Notes)
{
    private const long UsualSeconds = 600;

    /// <summary>The seconds of a window. The last one is as long as the one before it.</summary>
    public long SecondsOf(int window)
    {
        if (window + 1 < Starts.Count) return Starts[window + 1] - Starts[window];
        return window > 0 ? Starts[window] - Starts[window - 1] : UsualSeconds;
    }

    /// <summary>When its last window ends, in seconds.</summary>
    public long End => Starts[^1] + SecondsOf(Starts.Count - 1);
}
