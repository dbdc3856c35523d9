using System.Text.Json;

namespace LlmWorkload.Kernels;

/// <summary>A law fitted to values by maximum likelihood.</summary>
/// <param name="Law">The law.</param>
/// <param name="N">Number of values.</param>
/// <param name="LogLikelihood">The logarithm of the likelihood of the values.</param>
/// <param name="Ks">
/// The Kolmogorov–Smirnov distance. There is no p-value: the parameters come from the same values, and the usual one does not hold then.
/// </param>
/// <param name="HasConverged">Whether the iteration came to an end; true where there is none.</param>
[GenerateSerializer, Immutable, Alias("llmwl.law.fit")]
internal sealed record LawFit(
    [property: Id(0)] Law Law,
    [property: Id(1)] long N,
    [property: Id(2)] double LogLikelihood,
    [property: Id(3)] double Ks,
    [property: Id(4)] bool HasConverged)
{
    /// <summary>At most so many steps are taken by an iteration.</summary>
    public const int MostSteps = 100;

    /// <summary>A step of at most this share of the value is the last one: the next would be lost in rounding.</summary>
    public const double LastStep = 1e-9;

    /// <summary>Akaike's information criterion; less is better.</summary>
    public double Aic => (2 * Law.Parameters.Count) - (2 * LogLikelihood);

    /// <summary>The Bayesian information criterion; less is better.</summary>
    public double Bic => (Law.Parameters.Count * Math.Log(N)) - (2 * LogLikelihood);

    /// <summary>A law and its distance from the values.</summary>
    /// <param name="law">The law.</param>
    /// <param name="values">The values that it was fitted to.</param>
    /// <param name="logLikelihood">The logarithm of their likelihood.</param>
    /// <param name="half">As <see cref="WeightedValues.Distance"/> has it.</param>
    /// <param name="hasConverged">Whether the iteration came to an end.</param>
    public static LawFit Of(Law law, WeightedValues values, double logLikelihood, double half, bool hasConverged) =>
        new(law, values.N, logLikelihood, values.Distance(law, half), hasConverged);

    /// <summary>The fit with the least <see cref="Aic"/>, the first of equal ones.</summary>
    /// <param name="fits">The fits, at least one; null where a law was not fitted.</param>
    public static LawFit Best(IEnumerable<LawFit?> fits) => fits.OfType<LawFit>().MinBy(fit => fit.Aic)!;

    /// <summary>Its object in <c>summary.json</c> under a name; null where there is no fit.</summary>
    public static void Write(Utf8JsonWriter json, string name, LawFit? fit)
    {
        if (fit is null)
        {
            json.WriteNull(name);
            return;
        }

        json.Object(name, item =>
        {
            item.Object("parameters", parameters =>
            {
                foreach (var (parameter, value) in fit.Law.Parameters) parameters.Number(parameter, value);
            });
            item.Number("log_likelihood", fit.LogLikelihood);
            item.Number("aic", fit.Aic);
            item.Number("bic", fit.Bic);
            item.Number("ks", fit.Ks);
            item.WriteBoolean("converged", fit.HasConverged);
        });
    }
}
