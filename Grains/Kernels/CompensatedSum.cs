namespace LlmWorkload.Kernels;

/// <summary>
/// A sum of decimals with compensation: Neumaier's variant of Kahan summation (Neumaier 1974). The terms come in an order that depends on
/// values alone.
/// </summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    /// <summary>The sum.</summary>
    public readonly double Value => _sum + _lost;

    /// <summary>Adds a term.</summary>
    public void Add(double term)
    {
        var next = _sum + term;
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - next + term : term - next + _sum;
        _sum = next;
    }
}
