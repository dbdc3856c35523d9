namespace LlmWorkload.Comparison;

/// <summary>What a gate looks at.</summary>
/// <param name="Model">The id of the model; null for all models together.</param>
/// <param name="Name">The distribution, share or total; null for every distribution, or for all shares.</param>
/// <param name="Statistic">The statistic.</param>
public sealed record GateKey(string? Model, string? Name, string Statistic)
{
    private const string ModelPrefix = "model:";

    /// <summary>Reads a key: <c>NAME.STAT</c>, <c>model:ID:NAME.STAT</c> (cut at the last colon), or a statistic alone.</summary>
    /// <exception cref="WorkloadException">There is no such name or statistic.</exception>
    public static GateKey Parse(string key)
    {
        if (ComparedNames.Bare.Contains(key)) return new GateKey(null, null, key);
        var colon = key.StartsWith(ModelPrefix, StringComparison.Ordinal) ? key.LastIndexOf(':') : -1;
        if (colon == ModelPrefix.Length - 1) throw Fault(key, "expected model:ID:NAME.STAT");
        var model = colon < 0 ? null : key[ModelPrefix.Length..colon];
        var rest = key[(colon + 1)..];
        var dot = rest.LastIndexOf('.');
        if (dot < 0)
        {
            var bare = string.Join(", ", ComparedNames.Bare);
            throw Fault(key, $"{Nearest(rest, ComparedNames.Bare)}expected NAME.STAT, model:ID:NAME.STAT, or one of {bare}");
        }

        var (name, statistic) = (rest[..dot], rest[(dot + 1)..]);
        var known = Statistics(name, model is null);
        if (known.Count == 0)
        {
            var names = Names(model is null).ToList();
            throw Fault(key, $"there is no '{name}'; {Nearest(name, names)}expected one of {string.Join(", ", names)}");
        }

        if (!known.Contains(statistic))
            throw Fault(key, $"{name} has no '{statistic}'; {Nearest(statistic, known)}expected one of {string.Join(", ", known)}");
        return new GateKey(model, name, statistic);
    }

    // One name alone is told anyway.
    private static string Nearest(string word, IReadOnlyCollection<string> names) =>
        names.Count > 1 && NearestName.Of(word, names) is { } nearest ? $"the nearest is '{nearest}'; " : "";

    private static IEnumerable<string> Names(bool overall) => overall
        ? ComparedNames.Distributions.Concat(ComparedNames.Shares).Concat(ComparedNames.Totals).Distinct()
        : ComparedNames.Distributions;

    // Tokens are a distribution and a total.
    private static List<string> Statistics(string name, bool overall)
    {
        var known = new List<string>();
        if (ComparedNames.Distributions.Contains(name)) known.AddRange(ComparedNames.Distances.Concat(ComparedNames.Quotients));
        if (overall && ComparedNames.Shares.Contains(name)) known.Add(ComparedNames.Divergence);
        if (overall && ComparedNames.Totals.Contains(name)) known.Add(ComparedNames.Ratio);
        return known;
    }

    private static WorkloadException Fault(string key, string why) => new($"The gate '{key}' is none: {why}.") { IsInput = true };
}
