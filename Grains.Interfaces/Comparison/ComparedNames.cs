namespace LlmWorkload.Comparison;

/// <summary>What is compared, by name. Gates and <c>compare/summary.json</c> use these names.</summary>
public static class ComparedNames
{
    /// <summary>The folder below the output root.</summary>
    public const string Folder = "compare";

    /// <summary>The distributions, in the order in which they are listed.</summary>
    public static IReadOnlyList<string> Distributions { get; } =
    [
        "input_tokens", "output_tokens", "output_input_ratio", "ttft", "e2e", "tpot", "hit_ratio", "inter_arrival",
        "inter_arrival_per_user",
    ];

    /// <summary>The shares, in the order in which they are listed.</summary>
    public static IReadOnlyList<string> Shares { get; } =
        ["model_requests", "model_tokens", "function", "size_class", "hour", "weekday"];

    /// <summary>The totals, in the order in which they are listed.</summary>
    public static IReadOnlyList<string> Totals { get; } =
    [
        "requests", "input_tokens", "output_tokens", "users", "models", "span_seconds", "requests_per_second", "tokens_per_second",
    ];

    /// <summary>What says how far two distributions are apart.</summary>
    public static IReadOnlyList<string> Distances { get; } = ["ks", "ks_p", "wasserstein", "wasserstein_relative", "psi"];

    /// <summary>What a distribution has on each side; B is divided by A.</summary>
    public static IReadOnlyList<string> Quotients { get; } = ["mean", "p50", "p90", "p95", "p99"];

    /// <summary>The Jensen-Shannon divergence of shares.</summary>
    public const string Divergence = "js";

    /// <summary>A total of B, divided by that of A.</summary>
    public const string Ratio = "ratio";

    /// <summary>Statistics that a gate can name alone. It then is a gate of every distribution, or of all shares.</summary>
    public static IReadOnlyList<string> Bare { get; } = ["ks", "psi", Divergence, "wasserstein_relative"];

    /// <summary>The path of a distribution's figure below the output root.</summary>
    public static string DistributionFigure(string distribution) => $"{Folder}/{distribution}_cdf";

    /// <summary>The path of a share's figure below the output root.</summary>
    public static string ShareFigure(string share) => $"{Folder}/{share}_shares";

    /// <summary>Whether a distribution's values are seconds.</summary>
    public static bool IsSeconds(string distribution) => distribution is "ttft" or "e2e" or "tpot" or "inter_arrival"
        or "inter_arrival_per_user";
}
