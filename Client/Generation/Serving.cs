namespace LlmWorkload.Generation;

/// <summary>
/// What a platform knows of a request beside its conversation: how long it waited, what it cost, and for which team it was. It has a random
/// source of its own, so that no other column depends on it.
/// </summary>
internal sealed class Serving
{
    private const double Waiting = 0.25;
    private const double MostOfTtft = 0.6;
    private const double LeastOfTtft = 0.01;
    private const double MedianPrice = 200;
    private const int OutputPrice = 4;
    private const int CachedPart = 10;
    private const ulong TeamBits = 0x7EA3;

    private readonly RandomSource _random;
    private readonly long[] _prices;

    /// <summary>Draws the price of each model.</summary>
    /// <param name="models">How many models there are.</param>
    /// <param name="seed">The seed of its random choices.</param>
    public Serving(int models, ulong seed)
    {
        _random = new RandomSource(seed);
        _prices = new long[models];

        // 10⁻⁹ dollars a token: a fifth of a dollar a million in the median.
        foreach (ref var price in _prices.AsSpan()) price = (long)Math.Ceiling(MedianPrice * PortableMath.Exp(0.8 * _random.NextNormal()));
    }

    /// <summary>How many teams there are; some users are of none.</summary>
    public const int Teams = 12;

    /// <summary>The seconds that a request waited: mostly next to none, else a part of its time to first token.</summary>
    /// <param name="ttft">The time to first token in seconds.</param>
    public double QueueTime(double ttft)
    {
        var waits = _random.NextUnit() < Waiting;
        var part = _random.NextUnit();
        return ttft * (waits ? MostOfTtft * part : LeastOfTtft * part);
    }

    /// <summary>
    /// What a request cost in 10⁻⁹ dollars: an output token four times an input token, one from the cache a tenth; nothing where it failed.
    /// </summary>
    public long Cost(in GeneratedRequest request) => request.Status != GeneratedStatus.Ok
        ? 0
        : _prices[request.Model] * (request.Input - request.Cached + (OutputPrice * (long)request.Output))
            + (_prices[request.Model] * request.Cached / CachedPart);

    /// <summary>The team of a user, from 1; 0 for none.</summary>
    /// <param name="traits">Random bits of the user.</param>
    public static int TeamOf(ulong traits) => (int)(RandomSource.Mix(traits ^ TeamBits) % (Teams + 1));
}
