using Option = LlmWorkload.Analyses.AnalysisOption;

namespace LlmWorkload.Analyses;

/// <summary>
/// What is known of an analysis without a cluster. Commands, help, pages and the silo's list of analyses are made from it.
/// </summary>
/// <param name="Name">Its name in lists and in the keys of grains, e.g. <c>tokens</c>.</param>
/// <param name="Folder">Its folder below the output root, e.g. <c>per_model_token_distributions</c>.</param>
/// <param name="Sentence">What it answers.</param>
/// <param name="Options">The options that it looks at. Sets of options that differ only in others share one result.</param>
public sealed record AnalysisInfo(string Name, string Folder, string Sentence, Option Options)
{
    /// <summary>
    /// Every analysis, in the order in which they run. To add one: write its folder in <c>Grains/Analyses</c>, and add its line here.
    /// </summary>
    public static IReadOnlyList<AnalysisInfo> All { get; } = [
        new("overview", "overview",
            "Distinct values, the most frequent functions, models and users, distributions of tokens and latencies, requests by hour and "
                + "date.", Option.ThinData | Option.ReportTimeZone),
        new("users", "user_analysis", "Requests per user and distinct models per user: distributions and rank plots.", Option.ThinData),
        new("tokens", "per_model_token_distributions", "Input tokens, output tokens and their ratio per model.",
            Option.Top | Option.Models | Option.ThinData),
        new("arrivals", "per_model_arrival_time",
            "Inter-arrival times per model: distribution, boxes by hour and date, correlation of successive ones.",
            Option.Top | Option.Models | Option.ThinData | Option.ReportTimeZone),
        new("arrivals-per-user", "per_model_arrival_time_per_user",
            "Inter-arrival times within each user's own requests, pooled over users.",
            Option.Top | Option.Models | Option.ThinData | Option.ReportTimeZone) { Command = "arrivals", Switch = "--per-user" },
        new("diversity", "per_user_model_diversity", "Distinct models in consecutive windows of each user's requests.",
            Option.Window | Option.MinRequests | Option.SizeClass),
        new("models", "per_model_stats", "Requests, tokens and users per model.", Option.Top | Option.Models | Option.SortBy),
        new("user-arrivals", "per_user_arrival", "Quantiles of each user's inter-arrival times, over users.", Option.ThinData),
        new("ttft", "per_model_ttft_analysis", "Time to first token against input tokens, per model.",
            Option.Top | Option.Models | Option.ThinData),
        new("throughput", "per_model_throughput", "Prefill and decode tokens per second over time, per model.",
            Option.Top | Option.Models | Option.ThinData),
        new("latency", "per_model_latency_vs_request_rate",
            "Time per output token and to the first one against request rate and token rate, per model.",
            Option.Top | Option.Models | Option.ThinData),
        new("model-timelines", "per_model_user_access_timeline", "When users access a model.",
            Option.Top | Option.Models | Option.ThinData) { Command = "timelines" },
        new("user-timelines", "per_user_model_access_timeline", "Which models a user accesses, and when.",
            Option.Top | Option.Users | Option.ThinData) { Command = "timelines" },
        new("series", "series",
            "Requests, tokens, users and latencies in buckets of time, of all requests and by model, user, function, instance, status or "
                + "label.", Option.Every | Option.By | Option.Groups | Option.Show),
        new("slo", "slo", "How many requests hold service level objectives, and the goodput.",
            Option.Slo | Option.Top | Option.Models) { IsUsual = false },
        new("seasonality", "seasonality", "Requests by hour of day and weekday.", Option.None) { IsStudy = true },
        new("daily", "daily", "Requests, tokens, users, models and functions by date.", Option.None) { IsStudy = true },
        new("latency-heatmaps", "latency_heatmaps",
            "Medians of time to first token and of duration by input and output tokens, and by hit ratio.", Option.Cells)
        { IsStudy = true },
        new("monthly-shares", "monthly_shares", "Requests and tokens by month, and the shares of the models with the most requests.",
            Option.MergeSuffix) { IsStudy = true },
        new("monthly-tokens", "monthly_tokens", "Bands of input and output tokens by month.", Option.None) { IsStudy = true },
        new("cache-hit-ratio", "cache_hit_ratio", "How much of the input comes from a cache, of requests, models and users.",
            Option.Highlight | Option.ThinData) { IsStudy = true },
        new("pair-arrival", "pair_arrival", "How soon users come back to a model, and what a cache that is kept for a while would see.",
            Option.Highlight) { IsStudy = true },
        new("instance-balance", "instance_balance",
            "How evenly instances are loaded, and latencies by the load of an instance's second.", Option.Top | Option.Models)
        { IsStudy = true },
        new("service", "service", "How requests were served: latencies and rates, of all requests and of each model.",
            Option.Highlight | Option.ThinData) { IsStudy = true },
        new("sessions", "sessions", "Sessions: their turns and lengths, and how long users think.",
            Option.SessionRule | Option.SessionGap | Option.Lookback | Option.ThinData) { IsStudy = true },
        new("prefix-reuse", "prefix_reuse", "How much of prompts was seen before, and what caches of blocks find of it.",
            Option.CacheBlocks) { IsStudy = true },
        new("burstiness", "burstiness", "How bursty arrivals are: variation, memory, dispersion over time scales.",
            Option.Top | Option.Models | Option.CvWindow) { IsStudy = true },
        new("arrival-fits", "arrival_fits", "Laws fitted to inter-arrival times: exponential, gamma, Weibull, lognormal.",
            Option.Top | Option.Models | Option.ThinData | Option.MinFit) { IsStudy = true },
        new("token-fits", "token_fits", "Laws fitted to token counts: exponential, lognormal, and a Pareto tail.",
            Option.Top | Option.Models | Option.ThinData | Option.MinFit) { IsStudy = true },
        new("popularity", "popularity", "How unevenly requests and tokens are spread over models and users: Zipf laws.",
            Option.ThinData) { IsStudy = true },
        new("clients", "clients", "How unevenly requests are spread over users, and how bursty each user's requests are.",
            Option.CvWindow | Option.Highlight | Option.ThinData) { IsStudy = true },
        new("concurrency", "concurrency", "Requests in progress at a time: of all, of each model, user and instance, and by minute.",
            Option.Top | Option.Models) { IsStudy = true },
    ];

    /// <summary>The command of all analyses that a study needs beside the usual ones.</summary>
    public const string StudyCommand = "study";

    /// <summary>
    /// What an operator asks of a dataset first. It has no command and no figures, and is no analysis to a user.
    /// </summary>
    public static AnalysisInfo Summary { get; } = new(
        "summary", "summary", "Requests, rates, tokens, latencies, and the models and users with the most of them.", Option.None);

    /// <summary>Everything that is computed and kept as analyses are.</summary>
    public static IEnumerable<AnalysisInfo> Kept => All.Append(Summary);

    /// <summary>The command that runs it; analyses of one command run together.</summary>
    public string Command { get; init; } = Name;

    /// <summary>
    /// The switch of the command that asks for this analysis instead of the command's others; null where it needs no switch.
    /// </summary>
    public string? Switch { get; init; }

    /// <summary>Whether it runs with the others where no analysis is named.</summary>
    public bool IsUsual { get; init; } = true;

    /// <summary>Whether it is one of those that a study needs beside the usual ones. They run together, by one command.</summary>
    public bool IsStudy
    {
        get;
        init
        {
            field = value;
            if (value) (IsUsual, Command) = (false, StudyCommand);
        }
    }

    /// <summary>The analysis of a name.</summary>
    /// <exception cref="WorkloadException">There is none.</exception>
    public static AnalysisInfo Find(string name) => Kept.FirstOrDefault(analysis => analysis.Name == name)
        ?? throw new WorkloadException(
            $"There is no analysis '{name}'{NearestName.Words(NearestName.Of(name, All.Select(analysis => analysis.Name)))}. "
                + $"There are: {string.Join(", ", All.Select(analysis => analysis.Name))}.")
        { IsInput = true };

    /// <summary>A copy of the options: those that it looks at and the scope as they are, the others at their defaults.</summary>
    public AnalysisOptions Relevant(AnalysisOptions options)
    {
        var usual = new AnalysisOptions();
        return new AnalysisOptions(
            Has(Option.Top) ? options.Top : usual.Top,
            Has(Option.Models) ? options.Models : usual.Models,
            Has(Option.ThinData) ? options.ThinData : usual.ThinData,
            Has(Option.Users) ? options.Users : usual.Users,
            Has(Option.Window) ? options.Window : usual.Window,
            Has(Option.MinRequests) ? options.MinRequests : usual.MinRequests,
            Has(Option.SizeClass) ? options.SizeClass : usual.SizeClass,
            Has(Option.SortBy) ? options.SortBy : usual.SortBy,
            Has(Option.ReportTimeZone) ? options.ReportTimeZone ?? usual.ReportTimeZone : usual.ReportTimeZone,
            options.Scope)
        {
            EverySeconds = Has(Option.Every) ? options.EverySeconds : usual.EverySeconds,
            By = Has(Option.By) ? options.By : usual.By,
            Groups = Has(Option.Groups) ? options.Groups : usual.Groups,
            Show = Has(Option.Show) ? options.Show : usual.Show,
            Slo = Has(Option.Slo) ? options.Slo : usual.Slo,
            Highlight = Has(Option.Highlight) ? options.Highlight : usual.Highlight,
            Cells = Has(Option.Cells) ? options.Cells : usual.Cells,
            MergeSuffix = Has(Option.MergeSuffix) ? options.MergeSuffix : usual.MergeSuffix,
            CvWindowSeconds = Has(Option.CvWindow) ? options.CvWindowSeconds : usual.CvWindowSeconds,
            MinFit = Has(Option.MinFit) ? options.MinFit : usual.MinFit,
            SessionRule = Has(Option.SessionRule) ? options.SessionRule : usual.SessionRule,
            SessionGapSeconds = Has(Option.SessionGap) ? options.SessionGapSeconds : usual.SessionGapSeconds,
            Lookback = Has(Option.Lookback) ? options.Lookback : usual.Lookback,
            CacheBlocks = Has(Option.CacheBlocks) ? options.CacheBlocks : usual.CacheBlocks,
        };
    }

    private bool Has(Option option) => Options.HasFlag(option);
}
