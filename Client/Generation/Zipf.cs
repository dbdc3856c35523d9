namespace LlmWorkload.Generation;

/// <summary>Zipf's law over ranks 0 to count - 1: rank r has a share in proportion to (r + 1)^-exponent.</summary>
internal sealed class Zipf
{
    private readonly double[] _cumulative;

    public Zipf(int count, double exponent)
    {
        _cumulative = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
            _cumulative[rank] = sum += Weight(rank, exponent);
    }

    public static double Weight(int rank, double exponent) => PortableMath.Exp(-exponent * PortableMath.Log(rank + 1));

    /// <summary>The rank at a number in [0, 1): a uniform one gives ranks their shares.</summary>
    public int RankAt(double unit)
    {
        var target = unit * _cumulative[^1];
        var low = 0;
        var high = _cumulative.Length - 1;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (_cumulative[middle] > target) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
