using System.Globalization;
using System.Text.Json;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>One series: all requests, those of one key, or all others, with the numbers of every bucket.</summary>
/// <param name="key">The key; null for all requests, for requests without a value, and for the others.</param>
/// <param name="isOthers">Whether it has the requests that no other group has.</param>
/// <param name="label">Its name in figures.</param>
/// <param name="frame">The buckets.</param>
internal sealed class SeriesLine(string? key, bool isOthers, string label, SeriesFrame frame)
{
    private readonly Distribution?[][] _distributions = [.. SeriesNumbers.Distributions.Select(_ => new Distribution?[frame.Buckets])];

    public string? Key => key;

    public bool IsOthers => isOthers;

    public string Label => label;

    public long[] Requests { get; } = new long[frame.Buckets];

    public Int128[] Failed { get; } = new Int128[frame.Buckets];

    public long[] Users { get; } = new long[frame.Buckets];

    public long[] Models { get; } = new long[frame.Buckets];

    public Int128[] Input { get; } = new Int128[frame.Buckets];

    public Int128[] Output { get; } = new Int128[frame.Buckets];

    public Int128[] Cached { get; } = new Int128[frame.Buckets];

    /// <summary>In 10⁻⁹ US dollars.</summary>
    public Int128[] Cost { get; } = new Int128[frame.Buckets];

    /// <summary>The distributions of a value by bucket; null where a bucket has no value.</summary>
    public Distribution?[] Of(SeriesValue value) => _distributions[(int)value];

    /// <summary>A number by bucket; NaN where a bucket has none.</summary>
    /// <param name="name">Its name in <see cref="SeriesNumbers"/>.</param>
    public double[] Numbers(string name)
    {
        if (name.Split('.') is [var of, var statistic])
        {
            return Array.ConvertAll(
                _distributions[SeriesNumbers.Distributions.ToList().IndexOf(of)],
                distribution => Distribution.Number(distribution, statistic) ?? double.NaN);
        }

        return [.. Enumerable.Range(0, Requests.Length).Select(bucket => Number(name, bucket))];
    }

    /// <summary>Writes the series.</summary>
    /// <param name="json">Where it is written.</param>
    /// <param name="hasCost">Whether any request of the dataset has a cost.</param>
    /// <param name="hasQueue">Whether any request of the dataset has a time in the queue.</param>
    public void Write(Utf8JsonWriter json, bool hasCost, bool hasQueue)
    {
        json.WriteString("key", key);
        json.WriteBoolean("others", isOthers);
        json.WriteNumber("requests", Requests.Sum());
        json.List("buckets", Enumerable.Range(0, Requests.Length), (item, bucket) => Write(item, bucket, hasCost, hasQueue));
    }

    private void Write(Utf8JsonWriter json, int bucket, bool hasCost, bool hasQueue)
    {
        json.Instant("start", frame.Start(bucket));
        json.WriteNumber("requests", Requests[bucket]);
        Whole(json, "failed", Failed[bucket]);
        json.WriteNumber("users", Users[bucket]);
        json.WriteNumber("models", Models[bucket]);
        Whole(json, "input_tokens", Input[bucket]);
        Whole(json, "output_tokens", Output[bucket]);
        Whole(json, "cached_tokens", Cached[bucket]);
        if (hasCost) json.WriteNumber("cost", (decimal)Cost[bucket] / (decimal)Units.NanosPerDollar);
        json.Number("requests_per_second", Number("requests_per_second", bucket));
        json.Number("tokens_per_second", Number("tokens_per_second", bucket));
        for (var value = 0; value < _distributions.Length; value++)
        {
            if ((SeriesValue)value != SeriesValue.Queue || hasQueue)
                Distribution.Write(json, SeriesNumbers.Distributions[value], _distributions[value][bucket]);
        }
    }

    private double Number(string name, int bucket) => name switch
    {
        "requests" => Requests[bucket],
        "failed" => (double)Failed[bucket],
        "users" => Users[bucket],
        "models" => Models[bucket],
        "input_tokens" => (double)Input[bucket],
        "output_tokens" => (double)Output[bucket],
        "cached_tokens" => (double)Cached[bucket],
        "cost" => (double)Cost[bucket] / Units.NanosPerDollar,
        "requests_per_second" => Requests[bucket] / (double)frame.Seconds,
        _ => (double)(Input[bucket] + Output[bucket]) / frame.Seconds,
    };

    private static void Whole(Utf8JsonWriter json, string name, Int128 value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
