namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>Values that both this project and DuckDB compute.</summary>
/// <param name="Name">What the script is called, without its end.</param>
/// <param name="Analyses">The analyses that have them.</param>
/// <param name="Compared">
/// The folders of analyses whose models' values are compared: with which of the script's results, and which members of both.
/// </param>
internal sealed record PeerValues(
    string Name, string Analyses, (string Folder, string Result, (string Ours, string Theirs)[] Members)[] Compared)
{
    /// <summary>Those of the first seven analyses.</summary>
    public static PeerValues Seven { get; } = new(
        "duckdb", "overview,users,tokens,arrivals,diversity,models,user-arrivals",
        [
            ("per_model_token_distributions", "tokens",
            [
                ("input_tokens.mean", "mean"), ("input_tokens.median", "q.5"), ("output_tokens.p99", "output_q.9"),
                ("output_input_ratio.p90", "ratio_q.7"),
            ]),
            ("per_model_arrival_time", "arrivals",
            [
                ("inter_arrival_seconds.n", "n"), ("inter_arrival_seconds.median", "q.5"), ("pairs", "pairs"), ("pearson", "pearson"),
            ]),
            ("per_model_arrival_time", "arrivals_spearman", [("spearman", "spearman")]),
            ("per_model_arrival_time_per_user", "user_mode",
                [("inter_arrival_seconds.n", "n"), ("inter_arrival_seconds.median", "q.5"), ("pairs", "pairs")]),
            ("per_model_stats", "model_stats",
            [
                ("requests", "requests"), ("input_tokens", "input_tokens"), ("output_tokens", "output_tokens"), ("users", "users"),
            ]),
        ]);

    /// <summary>Those of five analyses of a study.</summary>
    public static PeerValues Study { get; } = new(
        "study", "seasonality,daily,monthly-shares,cache-hit-ratio,service",
        [
            ("cache_hit_ratio", "hits_of_models", [("n", "n"), ("hit_ratio_mean", "hit_ratio_mean")]),
            ("service", "service_of_models",
            [
                ("ttft.n", "ttft.n"), ("ttft.median", "ttft.q.4"), ("tpot.n", "tpot.n"), ("tpot.mean", "tpot.mean"),
                ("e2e.std", "e2e.std"), ("prefill_rate.p90", "prefill_rate.q.6"), ("uncached_prefill_rate.n", "uncached_prefill_rate.n"),
                ("uncached_prefill_rate.mean", "uncached_prefill_rate.mean"), ("overall_rate.p99", "overall_rate.q.8"),
            ]),
        ]);
}
