namespace LlmWorkload.Reading.Formats;

/// <summary>The records of a run of AIPerf (<c>profile_export.jsonl</c>).</summary>
internal static class AiperfRecords
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("aiperf_records", LogContainers.Json)
    {
        Needs = [["metadata", "metrics"]],
        NamesModels = false,
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("metadata.request_start_ns").In(TimeUnit.Nanoseconds),
            [RequestFields.Completed] = FieldSource.Of("metadata.request_end_ns").In(TimeUnit.Nanoseconds),
            [RequestFields.InputTokens] = FieldSource.Of("metrics.input_sequence_length.value"),
            [RequestFields.OutputTokens] = FieldSource.Of("metrics.output_sequence_length.value"),
            [RequestFields.Ttft] = FieldSource.Of("metrics.time_to_first_token.value")
                .In(TimeUnit.Milliseconds).UnlessAt("metrics.time_to_first_token.unit"),
            [RequestFields.Function] = FieldSource.Of("metadata.benchmark_phase"),
            [RequestFields.Session] = FieldSource.Of("metadata.x_correlation_id"),
        },
        FailedWhere = [Condition.IsError("error"), Condition.Is("metadata.was_cancelled", "true")],
    };
}
