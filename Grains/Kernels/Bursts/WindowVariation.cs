namespace LlmWorkload.Kernels;

/// <summary>
/// The coefficient of variation of the inter-arrival times within each window of time. Windows have one width and begin at multiples of it
/// from the Unix epoch on. A window counts with at least ten requests, as in the data of ServeGen (arXiv 2505.09999).
/// </summary>
/// <param name="width">The width of a window in ticks.</param>
internal sealed class WindowVariation(long width)
{
    /// <summary>The requests that a window needs.</summary>
    public const int LeastRequests = 10;

    private readonly List<double> _variations = [];
    private DifferenceSums _open;
    private long _window = long.MinValue;
    private long _last;
    private long _above;

    /// <summary>Adds the next start.</summary>
    /// <param name="start">UTC ticks, not before the start that was added last.</param>
    public void Add(long start)
    {
        var window = Math.DivRem(start - DateTime.UnixEpoch.Ticks, width) is var (quotient, rest) && rest < 0 ? quotient - 1 : quotient;
        if (window == _window) _open.Add(start - _last);
        else Close();
        (_window, _last) = (window, start);
    }

    /// <summary>The coefficients of the windows that count, in the order of time, and how many of them are above 1.</summary>
    public (double[] Variations, long Above) End()
    {
        Close();
        return ([.. _variations], _above);
    }

    private void Close()
    {
        if (_open.N >= LeastRequests - 1)
        {
            _variations.Add(_open.Cv()!.Value);
            if (_open.IsCvAboveOne()) _above++;
        }

        _open = default;
    }
}
