using System.Text.Json;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The laws that fit the input or output tokens of a model, or of all requests. Counts of 0 are left out.</summary>
/// <param name="N">How many counts above 0 there are.</param>
/// <param name="Zeros">How many counts of 0.</param>
/// <param name="Distinct">How many different counts above 0.</param>
/// <param name="Exponential">The exponential law; null where there are too few counts for any law.</param>
/// <param name="LogNormal">The lognormal law; null alike, and where all counts are equal.</param>
/// <param name="Tail">The Pareto tail; null where no tail is long enough.</param>
[GenerateSerializer, Immutable, Alias("llmwl.token-fits.fit")]
internal sealed record TokenFit(
    [property: Id(0)] long N,
    [property: Id(1)] long Zeros,
    [property: Id(2)] int Distinct,
    [property: Id(3)] LawFit? Exponential = null,
    [property: Id(4)] LawFit? LogNormal = null,
    [property: Id(5)] ParetoTail? Tail = null)
{
    // Laws of continuous numbers are rounded to whole ones.
    private const double Half = 0.5;

    /// <summary>The laws of all counts that were fitted.</summary>
    public IEnumerable<LawFit> Laws => new[] { Exponential, LogNormal }.OfType<LawFit>();

    /// <summary>Fits the laws.</summary>
    /// <param name="tokens">Token counts, 0 included.</param>
    /// <param name="least">How many counts above 0 a fit needs.</param>
    public static TokenFit Of(FrequencyMap tokens, int least)
    {
        var map = AboveZero(tokens);
        var (zeros, distinct) = (tokens.N - map.N, map.Values.Length);
        if (map.N < least) return new TokenFit(map.N, zeros, distinct);
        var values = WeightedValues.Of(map);
        return new TokenFit(
            map.N, zeros, distinct, ExponentialLaw.Fit(values, Half), distinct == 1 ? null : LogNormalLaw.Fit(values, Half),
            ParetoTail.Of(map));
    }

    /// <summary>The token counts above 0.</summary>
    public static FrequencyMap AboveZero(FrequencyMap tokens) => tokens.N > 0 && tokens.Values[0] == 0
        ? tokens.Without(FrequencyMap.OfCounters(tokens.Counts[..1], 0))
        : tokens;

    /// <summary>Its object in <c>summary.json</c> under a name; null where there is no fit.</summary>
    public void Write(Utf8JsonWriter json, string name)
    {
        if (Exponential is null)
        {
            json.WriteNull(name);
            return;
        }

        json.Object(name, item =>
        {
            item.WriteNumber("n", N);
            item.WriteNumber("zeros", Zeros);
            item.WriteNumber("distinct", Distinct);
            item.WriteString("best", LawFit.Best(Laws).Law.Name);
            LawFit.Write(item, "exponential", Exponential);
            LawFit.Write(item, "lognormal", LogNormal);
            WriteTail(item);
        });
    }

    private void WriteTail(Utf8JsonWriter json)
    {
        if (Tail is null)
        {
            json.WriteNull("pareto_tail");
            return;
        }

        json.Object("pareto_tail", item =>
        {
            item.WriteNumber("xmin", Tail.Least);
            item.Number("alpha", Tail.Alpha);
            item.Number("alpha_stderr", Tail.AlphaError);
            item.WriteNumber("n_tail", Tail.N);
            item.Number("ks", Tail.Ks);
            item.Number("log_likelihood", Tail.LogLikelihood);
            item.Object("vs_exponential", test =>
            {
                test.Number("z", Tail.Z);
                test.Number("p", Tail.P);
            });
        });
    }
}
