using System.Numerics;
using System.Runtime.InteropServices;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>How evenly instances are loaded by minute, gathered minute by minute in ascending order.</summary>
internal sealed class MinuteBalance
{
    /// <summary>Instances that a minute needs to be balanced or not.</summary>
    private const int LeastInstances = 2;

    /// <summary>Requests that it needs.</summary>
    private const int LeastRequests = 10;

    private const long MinutesOfHour = 60;

    private readonly List<long> _active = [];
    private readonly List<double> _maxMeanTokens = [];
    private readonly List<double> _cvTokens = [];
    private readonly List<double> _jainTokens = [];
    private readonly List<double> _maxMeanRequests = [];
    private readonly List<BalanceKernel.Hour> _hours = [];
    private long _balanced;

    // Of the hour that is not complete: its number, its requests, its first minute, and its first value of minutes that have tokens.
    private long _hour = -1;
    private long _requests;
    private int _firstMinute;
    private int _firstValue;

    /// <summary>Goes through the minutes of requests.</summary>
    /// <param name="requests">At least one.</param>
    /// <param name="scratch">Memory to work in.</param>
    public static MinuteBalance Of(InstanceRequests requests, Scratch scratch)
    {
        var balance = new MinuteBalance();
        var began = scratch.Rent(requests.Instances, 0L);
        var tokens = scratch.Rent<Int128>(requests.Instances, 0);
        var active = new List<int>();
        for (int from = 0, end; from < requests.Times.Length; from = end)
        {
            end = requests.EndOfSpan(from, TimeSpan.TicksPerMinute);
            for (var each = from; each < end; each++)
            {
                var instance = requests.Instance[each];
                if (began[instance]++ == 0) active.Add(instance);
                tokens[instance] += requests.Tokens(each);
            }

            balance.Add(requests.Times[from] / TimeSpan.TicksPerMinute, end - from, active, began, tokens);
            foreach (var instance in active) (began[instance], tokens[instance]) = (0, 0);
            active.Clear();
        }

        balance.EndHour();
        return balance;
    }

    /// <summary>The answer.</summary>
    /// <param name="instances">How many instances have a request.</param>
    /// <param name="loads">Latencies by load.</param>
    public BalanceKernel.Answer Answer(int instances, BalanceKernel.LoadBucket[] loads) => new(
        instances, _active.Count, _balanced, Summaries.Of(FrequencyMap.Of(CollectionsMarshal.AsSpan(_active))),
        Statistics(_maxMeanTokens), Statistics(_cvTokens), Statistics(_jainTokens), Statistics(_maxMeanRequests), [.. _hours], loads);

    private static Statistics Statistics(List<double> values)
    {
        values.Sort();
        return Summaries.OfSorted(CollectionsMarshal.AsSpan(values));
    }

    private void Add(long minute, int requests, List<int> active, ReadOnlySpan<long> began, ReadOnlySpan<Int128> tokens)
    {
        if (minute / MinutesOfHour != _hour)
        {
            EndHour();
            (_hour, _requests, _firstMinute, _firstValue) = (minute / MinutesOfHour, 0, _active.Count, _maxMeanTokens.Count);
        }

        _requests += requests;
        _active.Add(active.Count);
        if (active.Count < LeastInstances || requests < LeastRequests) return;
        _balanced++;
        var n = active.Count;
        BigInteger sum = 0, squares = 0, most = 0;
        var mostRequests = 0L;
        foreach (var each in active)
        {
            BigInteger value = tokens[each];
            (sum, squares, most) = (sum + value, squares + (value * value), BigInteger.Max(most, value));
            mostRequests = Math.Max(mostRequests, began[each]);
        }

        _maxMeanRequests.Add((double)mostRequests * n / requests);
        if (sum.IsZero) return;
        _maxMeanTokens.Add(WholeNumbers.Ratio(most * n, sum));
        _cvTokens.Add(Math.Sqrt(WholeNumbers.Nearest((n * squares) - (sum * sum))) / WholeNumbers.Nearest(sum));
        _jainTokens.Add(WholeNumbers.Ratio(sum * sum, n * squares));
    }

    private void EndHour()
    {
        if (_active.Count == _firstMinute) return;
        long[] active = [.. _active[_firstMinute..]];
        active.Sort();
        _hours.Add(new BalanceKernel.Hour(
            _hour, _requests, Quantiles.OfSorted(active, 0.5), _maxMeanTokens.Count - _firstValue, Mean(_maxMeanTokens), Mean(_cvTokens),
            Mean(_jainTokens)));
    }

    private double? Mean(List<double> values)
    {
        if (values.Count == _firstValue) return null;
        CompensatedSum sum = default;
        for (var i = _firstValue; i < values.Count; i++) sum.Add(values[i]);
        return sum.Value / (values.Count - _firstValue);
    }
}
