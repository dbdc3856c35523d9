using System.Numerics;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>How evenly the instances of a model are loaded by minute, and latencies by the load of an instance's second.</summary>
internal static class BalanceKernel
{
    /// <summary>Instances that a minute needs to be balanced or not.</summary>
    private const int LeastInstances = 2;

    /// <summary>Requests that it needs.</summary>
    private const int LeastRequests = 10;

    private const long MinutesOfHour = 60;
    private const int ThirdsOfDecade = 3;
    private const double High = 0.9;
    private const double Low = 0.1;

    /// <summary>Answers <see cref="Question"/>; minutes have rows of several parts, so all rows are needed in one place.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(static (_, columns) => Of(columns));

    private static Answer Of(SegmentColumns columns)
    {
        if (!columns.Has(ColumnId.Instance)) return Answer.None;
        var (names, instanceOf) = columns.Texts(ColumnId.Instance);
        var (starts, order) = StableOrder.Of(columns.Integers(ColumnId.Started), columns.Scratch);
        var tokens = Tokens(columns);
        var kept = 0;
        foreach (var row in order)
        {
            if (instanceOf[row] >= 0) kept++;
        }

        if (kept == 0) return Answer.None;
        var instances = names.Length;
        var (times, instance, load, rows) = (new long[kept], new int[kept], new Int128[kept], new int[kept]);
        for (int i = 0, at = 0; i < order.Length; i++)
        {
            if (instanceOf[order[i]] < 0) continue;
            (times[at], instance[at], load[at], rows[at]) = (starts[i], instanceOf[order[i]], tokens[order[i]], order[i]);
            at++;
        }

        var used = instance.Distinct().Count();
        var minutes = Minutes(times, instance, load, instances);
        return new Answer(used, [.. minutes], Loads(columns, times, instance, load, rows));
    }

    private static Int128[] Tokens(SegmentColumns columns)
    {
        var tokens = new Int128[columns.Rows];
        foreach (var column in (ColumnId[])[ColumnId.InputTokens, ColumnId.OutputTokens])
        {
            if (!columns.Has(column)) continue;
            var values = columns.Integers(column);
            for (var row = 0; row < values.Length; row++)
            {
                if (values[row] != Missing.Value) tokens[row] += values[row];
            }
        }

        return tokens;
    }

    private static IEnumerable<Minute> Minutes(long[] times, int[] instance, Int128[] load, int instances)
    {
        var (requests, tokens) = (new long[instances], new Int128[instances]);
        var active = new List<int>();
        for (int from = 0, end; from < times.Length; from = end)
        {
            var minute = times[from] / TimeSpan.TicksPerMinute;
            for (end = from; end < times.Length && times[end] / TimeSpan.TicksPerMinute == minute; end++)
            {
                if (requests[instance[end]]++ == 0) active.Add(instance[end]);
                tokens[instance[end]] += load[end];
            }

            yield return Balance(minute, end - from, active, requests, tokens);
            foreach (var each in active) (requests[each], tokens[each]) = (0, 0);
            active.Clear();
        }
    }

    private static Minute Balance(long minute, int rows, List<int> active, long[] requests, Int128[] tokens)
    {
        if (active.Count < LeastInstances || rows < LeastRequests)
            return new Minute(minute, rows, active.Count, false, null, null, null, null);
        var n = active.Count;
        BigInteger sum = 0, squares = 0, most = 0;
        var mostRequests = 0L;
        foreach (var each in active)
        {
            BigInteger value = tokens[each];
            (sum, squares, most) = (sum + value, squares + (value * value), BigInteger.Max(most, value));
            mostRequests = Math.Max(mostRequests, requests[each]);
        }

        var maxRequests = (double)mostRequests * n / rows;
        return sum.IsZero
            ? new Minute(minute, rows, n, true, null, null, null, maxRequests)
            : new Minute(
                minute, rows, n, true, (double)(most * n) / (double)sum,
                Math.Sqrt((double)((n * squares) - (sum * sum))) / (double)sum, (double)(sum * sum) / (double)(n * squares), maxRequests);
    }

    // The load of a request is what its instance began in the same second.
    private static LoadBucket[] Loads(SegmentColumns columns, long[] times, int[] instance, Int128[] load, int[] rows)
    {
        var values = new SortedDictionary<int, Values>();
        var ttft = Column(columns, ColumnId.Ttft);
        var duration = Column(columns, ColumnId.Duration);
        var input = Column(columns, ColumnId.InputTokens);
        var output = Column(columns, ColumnId.OutputTokens);
        var sums = new Dictionary<int, Int128>();
        for (int from = 0, end; from < times.Length; from = end)
        {
            var second = times[from] / TimeSpan.TicksPerSecond;
            sums.Clear();
            for (end = from; end < times.Length && times[end] / TimeSpan.TicksPerSecond == second; end++)
                sums[instance[end]] = sums.GetValueOrDefault(instance[end]) + load[end];
            for (var at = from; at < end; at++)
            {
                if (sums[instance[at]] <= 0) continue;
                var bucket = Bucket(sums[instance[at]]);
                if (!values.TryGetValue(bucket, out var of)) values.Add(bucket, of = new Values());
                of.Add(Of(ttft, rows[at]), Of(duration, rows[at]), Of(input, rows[at]), Of(output, rows[at]));
            }
        }

        return [.. values.Select(each => each.Value.Bucket(each.Key))];

        static long Of(ReadOnlySpan<long> column, int row) => column.IsEmpty ? Missing.Value : column[row];
    }

    private static Span<long> Column(SegmentColumns columns, ColumnId id) => columns.Has(id) ? columns.Integers(id) : default;

    // The largest k with 10^k at most the third power of the load.
    private static int Bucket(Int128 load)
    {
        var cube = BigInteger.Pow(load, ThirdsOfDecade);
        var k = 0;
        for (BigInteger power = 10; power <= cube; power *= 10) k++;
        return k;
    }

    private sealed class Values
    {
        private readonly List<long> _ttft = [];
        private readonly List<long> _decode = [];
        private readonly List<double> _rate = [];
        private long _n;

        public void Add(long ttft, long duration, long input, long output)
        {
            _n++;
            if (ttft != Missing.Value && input > 0) _ttft.Add(ttft);
            if (ttft == Missing.Value || duration == Missing.Value) return;
            if (output > 0) _decode.Add(Math.Max(duration - ttft, 0));
            if (output > 1 && ttft > 0 && duration > ttft)
                _rate.Add((output - 1) / ((duration - ttft) / Units.TicksPerSecond));
        }

        public LoadBucket Bucket(int k)
        {
            _rate.Sort();
            return new LoadBucket(
                k, _n, Quantile(_ttft), Quantile(_decode),
                _rate.Count == 0 ? null : Quantiles.OfSorted(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rate), Low));
        }

        private static double? Quantile(List<long> ticks)
        {
            if (ticks.Count == 0) return null;
            ticks.Sort();
            return Quantiles.OfSorted(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ticks), High) / Units.TicksPerSecond;
        }
    }

    /// <summary>Asks a model how evenly its instances are loaded.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.balance.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>How evenly the instances of a model are loaded.</summary>
    /// <param name="Instances">How many there are; 0 where no row has one.</param>
    /// <param name="Minutes">The minutes that have a row, ascending.</param>
    /// <param name="Loads">Latencies by load, ascending.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.balance.answer")]
    public sealed record Answer([property: Id(0)] int Instances, [property: Id(1)] Minute[] Minutes, [property: Id(2)] LoadBucket[] Loads)
        : ModelAnswer
    {
        /// <summary>No row has an instance.</summary>
        public static Answer None { get; } = new(0, [], []);
    }

    /// <summary>A minute.</summary>
    /// <param name="Number">Minutes since 0001-01-01.</param>
    /// <param name="Requests">Requests that started in it.</param>
    /// <param name="Active">Instances that they went to.</param>
    /// <param name="IsBalanced">Whether it has enough of both for the values that follow; null where all tokens are 0.</param>
    /// <param name="MaxMeanTokens">The most tokens of an instance, divided by their mean.</param>
    /// <param name="CvTokens">The coefficient of variation of the tokens (population).</param>
    /// <param name="JainTokens">Jain's index of the tokens.</param>
    /// <param name="MaxMeanRequests">The most requests of an instance, divided by their mean.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.balance.minute")]
    public readonly record struct Minute(
        [property: Id(0)] long Number,
        [property: Id(1)] int Requests,
        [property: Id(2)] int Active,
        [property: Id(3)] bool IsBalanced,
        [property: Id(4)] double? MaxMeanTokens,
        [property: Id(5)] double? CvTokens,
        [property: Id(6)] double? JainTokens,
        [property: Id(7)] double? MaxMeanRequests)
    {
        /// <summary>Hours since 0001-01-01.</summary>
        public long Hour => Number / MinutesOfHour;
    }

    /// <summary>Latencies of requests of a load from 10^(k/3) to below 10^((k+1)/3) tokens.</summary>
    /// <param name="K">The k.</param>
    /// <param name="N">The requests.</param>
    /// <param name="Ttft">Quantile 0.9 of ttft in seconds; null without a value, here and below.</param>
    /// <param name="Decode">Quantile 0.9 of the seconds after the first token.</param>
    /// <param name="Rate">Quantile 0.1 of the tokens a second after the first.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.balance.load")]
    public sealed record LoadBucket(
        [property: Id(0)] int K, [property: Id(1)] long N, [property: Id(2)] double? Ttft, [property: Id(3)] double? Decode,
        [property: Id(4)] double? Rate)
    {
        /// <summary>The first load.</summary>
        public double From => Math.Pow(10, K / (double)ThirdsOfDecade);

        /// <summary>The load behind the last.</summary>
        public double To => Math.Pow(10, (K + 1) / (double)ThirdsOfDecade);
    }
}
