namespace LlmWorkload.Analyses;

/// <summary>The names of the numbers of a bucket of a series, such as <c>requests</c> and <c>ttft.p99</c>.</summary>
public static class SeriesNumbers
{
    /// <summary>Numbers of a bucket by themselves.</summary>
    public static IReadOnlyList<string> Counts { get; } = [
        "requests", "failed", "users", "models", "input_tokens", "output_tokens", "cached_tokens", "cost", "requests_per_second",
        "tokens_per_second",
    ];

    /// <summary>Distributions of a bucket.</summary>
    public static IReadOnlyList<string> Distributions { get; } = ["ttft", "tpot", "e2e", "input", "output", "queue"];

    /// <summary>Numbers of a distribution.</summary>
    public static IReadOnlyList<string> Statistics { get; } = ["n", "mean", "p50", "p90", "p95", "p99", "max"];

    /// <summary>Those that are shown where none are named.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["requests", "failed", "tokens_per_second", "ttft.p99"];

    /// <summary>Whether there is a number of that name.</summary>
    public static bool Has(string name) => name.Split('.') is [var of, var statistic]
        ? Distributions.Contains(of) && Statistics.Contains(statistic)
        : Counts.Contains(name);

    /// <summary>The first name of a list that is no number of a bucket; null where there is none.</summary>
    /// <param name="list">Names, separated by commas.</param>
    public static string? FirstUnknown(string list) =>
        Array.Find(list.Split(',', StringSplitOptions.TrimEntries), name => !Has(name));

    /// <summary>The names of a list, each once.</summary>
    /// <param name="list">Names, separated by commas; null or empty for the usual ones.</param>
    /// <exception cref="WorkloadException">One of them is no number of a bucket.</exception>
    public static IReadOnlyList<string> Parse(string? list)
    {
        var names = (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        return names.Find(name => !Has(name)) is { } unknown
            ? throw new WorkloadException($"A series has no '{unknown}'{NearestName.Words(Nearest(unknown))}; expected {Expected}.")
            { IsInput = true }
            : names.Count > 0 ? names : Usual;
    }

    /// <summary>The name that is nearest to a word that is none; null where none is near.</summary>
    public static string? Nearest(string word) => NearestName.Of(
        word, [.. Counts, .. Distributions.SelectMany(of => Statistics.Select(statistic => $"{of}.{statistic}"))]);

    /// <summary>What can be named, in words.</summary>
    public static string Expected { get; } =
        $"{string.Join(", ", Counts)}, or {string.Join('|', Distributions)} with .{string.Join("|.", Statistics)}";
}
