namespace LlmWorkload.Reading.Formats;

/// <summary>The trace of BurstGPT: CSV with instants in seconds from 00:00 of its first day.</summary>
internal static class BurstGpt
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("burstgpt", LogContainers.Csv | LogContainers.Parquet)
    {
        Needs = [["Timestamp", "Model", "Request tokens", "Response tokens"]],
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("Timestamp").In(TimeUnit.Seconds),
            [RequestFields.Model] = FieldSource.Of("Model"),
            [RequestFields.InputTokens] = FieldSource.Of("Request tokens"),
            [RequestFields.OutputTokens] = FieldSource.Of("Response tokens"),
            [RequestFields.Function] = FieldSource.Of("Log Type"),
            [RequestFields.Session] = FieldSource.Of("Session ID"),
            [RequestFields.Duration] = FieldSource.Of("Elapsed time").In(TimeUnit.Seconds),
        },
        FailedWhere = [Condition.IsZero("Response tokens")],
    };
}
