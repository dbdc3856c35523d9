using LlmWorkload.Analyses;
using LlmWorkload.Kernels;
using LlmWorkload.Scopes;

namespace LlmWorkload.Comparison;

/// <summary>What a side is compared by beside its distributions.</summary>
/// <param name="Scope">Which rows it is of.</param>
/// <param name="InputTokens">Sum of the input tokens; missing ones add nothing.</param>
/// <param name="OutputTokens">Sum of the output tokens; missing ones add nothing.</param>
/// <param name="Users">Distinct users.</param>
/// <param name="First">The first start in ticks.</param>
/// <param name="Last">The last start in ticks.</param>
/// <param name="ByHour">Rows by UTC hour of day.</param>
/// <param name="ByWeekday">Rows by UTC day of the week, from Monday on.</param>
/// <param name="Functions">Rows by function, sorted by function.</param>
/// <param name="Models">The models that have rows: by requests, descending, then by id.</param>
internal sealed record SideTotals(
    ResolvedScope Scope,
    Int128 InputTokens,
    Int128 OutputTokens,
    long Users,
    long First,
    long Last,
    long[] ByHour,
    long[] ByWeekday,
    IReadOnlyList<(string Function, long Requests)> Functions,
    IReadOnlyList<SideModel> Models)
{
    /// <summary>Rows.</summary>
    public long Requests => Models.Sum(model => model.Requests);

    /// <summary>A total of <see cref="ComparedNames.Totals"/>; null where it has no value.</summary>
    public double? Total(string name) => name switch
    {
        "requests" => Requests,
        "input_tokens" => (double)InputTokens,
        "output_tokens" => (double)OutputTokens,
        "users" => Users,
        "models" => Models.Count,
        "span_seconds" => Span,
        "requests_per_second" => Span > 0 ? Requests / Span : null,
        "tokens_per_second" => Span > 0 ? (double)(InputTokens + OutputTokens) / Span : null,
        _ => throw new ArgumentException($"There is no total '{name}'.", nameof(name)),
    };

    /// <summary>A total that is a whole number; null where it is a decimal.</summary>
    public Int128? Whole(string name) => name switch
    {
        "requests" => Requests,
        "input_tokens" => InputTokens,
        "output_tokens" => OutputTokens,
        "users" => Users,
        "models" => Models.Count,
        _ => null,
    };

    /// <summary>The counts by key that shares are of.</summary>
    /// <param name="name">One of <see cref="ComparedNames.Shares"/>.</param>
    /// <param name="keyOf">The key of a model, by its id on this side.</param>
    public IReadOnlyDictionary<string, Int128> Counts(string name, Func<string, string> keyOf) => name switch
    {
        "model_requests" => Models.ToDictionary(model => keyOf(model.Id), model => (Int128)model.Requests),
        "model_tokens" => Models.ToDictionary(model => keyOf(model.Id), model => model.Tokens),
        "function" => Functions.ToDictionary(each => each.Function, each => (Int128)each.Requests),
        "size_class" => Models.GroupBy(model => SizeClass.Of(model.Requests)).ToDictionary(
            sizeClass => sizeClass.Key, sizeClass => (Int128)sizeClass.Count()),
        "hour" => Numbered(ByHour, "00"),
        "weekday" => Numbered(ByWeekday, "0"),
        _ => throw new ArgumentException($"There are no shares '{name}'.", nameof(name)),
    };

    private double Span => (Last - First) / Units.TicksPerSecond;

    private static Dictionary<string, Int128> Numbered(long[] counts, string format) => Enumerable.Range(0, counts.Length)
        .ToDictionary(i => i.ToString(format, System.Globalization.CultureInfo.InvariantCulture), i => (Int128)counts[i]);
}
