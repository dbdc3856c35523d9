namespace LlmWorkload.Reading.Formats;

/// <summary>What people take for logs and is none, with what to export instead.</summary>
internal static class Refused
{
    /// <summary>Usage of OpenAI by day or hour.</summary>
    public static LogMapping OpenAiUsage { get; } = new("openai_usage", LogContainers.Json)
    {
        Needs = [["object", "data", "has_more"]],
        Refusal = "this is OpenAI's usage, sums by bucket of time and no requests; export requests from your gateway (LiteLLM, Langfuse, "
            + "Helicone) or OpenTelemetry instead.",
    };

    /// <summary>A run of vLLM's benchmark whose requests were not saved.</summary>
    public static LogMapping VllmWithoutDetails { get; } = new("vllm_bench_summary", LogContainers.Json)
    {
        Needs = [["model_id", "completed", "request_throughput"]],
        Unless = ["input_lens", "start_times"],
        Refusal = "this is a summary of vLLM's benchmark without its requests; run `vllm bench serve --save-result --save-detailed` "
            + "instead.",
    };

    /// <summary>The sums of a run of AIPerf.</summary>
    public static LogMapping AiperfAggregate { get; } = new("aiperf_aggregate", LogContainers.Json)
    {
        Needs = [["request_throughput", "request_latency", "input_config"], ["records", "input_config"]],
        Refusal = "this is AIPerf's summary of a run, without its requests; give its profile_export.jsonl instead (`--export-level "
            + "records`).",
    };

    /// <summary>Traces of agents by WEKA.</summary>
    public static LogMapping Weka { get; } = new("weka", LogContainers.Json)
    {
        Needs = [["requests", "block_size"], ["requests", "hash_id_scope"]],
        Refusal = "this is a trace of conversations that each start at 0, so that nobody knows when requests arrived; export a log with "
            + "the instants of the requests instead.",
    };
}
