namespace LlmWorkload.Export;

/// <summary>
/// Numbers blocks anew, 0, 1, 2 … by their first appearance. A block is one of its file and model: other files and models have other
/// blocks of the same number.
/// </summary>
internal sealed class BlockNumbers
{
    private readonly Dictionary<(long File, string Model, ulong Block), long> _numbers = [];

    /// <summary>How many numbers are given.</summary>
    public long Count { get; private set; }

    /// <summary>The number of a block.</summary>
    public long Of(long file, string model, ulong block) =>
        _numbers.TryGetValue((file, model, block), out var number) ? number : _numbers[(file, model, block)] = Count++;

    /// <summary>Numbers of blocks that nothing shares.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The first of them.</returns>
    public long Fresh(long count)
    {
        var first = Count;
        Count += count;
        return first;
    }
}
