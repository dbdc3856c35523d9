using System.Text.Json;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The laws that fit the inter-arrival times of a model, or of all requests.</summary>
/// <param name="N">How many inter-arrival times there are.</param>
/// <param name="Raised">How many of them are below a millisecond and count as one: an atom that no law of continuous times fits.</param>
/// <param name="Exponential">The exponential law; null where there are too few times for any law.</param>
/// <param name="Gamma">The gamma law; null alike, and where the times are those of a clock.</param>
/// <param name="Weibull">The Weibull law; null alike.</param>
/// <param name="LogNormal">The lognormal law; null alike.</param>
[GenerateSerializer, Immutable, Alias("llmwl.arrival-fits.fit")]
internal sealed record ArrivalFit(
    [property: Id(0)] long N,
    [property: Id(1)] long Raised,
    [property: Id(2)] LawFit? Exponential = null,
    [property: Id(3)] LawFit? Gamma = null,
    [property: Id(4)] LawFit? Weibull = null,
    [property: Id(5)] LawFit? LogNormal = null)
{
    /// <summary>The fits that there are, in the order of the table.</summary>
    public IEnumerable<LawFit> All => new[] { Exponential, Gamma, Weibull, LogNormal }.OfType<LawFit>();

    /// <summary>Fits the laws.</summary>
    /// <param name="counts">The inter-arrival times.</param>
    /// <param name="least">How many of them a fit needs.</param>
    public static ArrivalFit Of(DifferenceCounts counts, int least)
    {
        var ticks = counts.Ticks();
        if (ticks.N < least) return new ArrivalFit(ticks.N, counts.Raised);
        var values = WeightedValues.Of(ticks, Units.TicksPerSecond);
        var exponential = ExponentialLaw.Fit(values, half: 0);
        return Clockwork.Is(ticks)
            ? new ArrivalFit(ticks.N, counts.Raised, exponential)
            : new ArrivalFit(
                ticks.N, counts.Raised, exponential, GammaLaw.Fit(values, half: 0), WeibullLaw.Fit(values, half: 0),
                LogNormalLaw.Fit(values, half: 0));
    }

    /// <summary>Writes the members of <c>summary.json</c>, where there are fits.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("n", N);
        json.WriteNumber("raised", Raised);
        json.WriteString("best", LawFit.Best(All).Law.Name);
        LawFit.Write(json, "exponential", Exponential);
        LawFit.Write(json, "gamma", Gamma);
        LawFit.Write(json, "weibull", Weibull);
        LawFit.Write(json, "lognormal", LogNormal);
    }
}
