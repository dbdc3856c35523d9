namespace LlmWorkload.Reading.Formats;

/// <summary>
/// Spans of model calls as OpenTelemetry exports them (OTLP JSON), with the attributes of its conventions for generative AI.
/// </summary>
internal static class OpenTelemetry
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("otel", LogContainers.Json)
    {
        Needs = [["resourceSpans"]],
        Requests = "resourceSpans[].scopeSpans[].spans,resourceSpans[].instrumentationLibrarySpans[].spans",
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("startTimeUnixNano").In(TimeUnit.Nanoseconds),
            [RequestFields.Completed] = FieldSource.Of("endTimeUnixNano").In(TimeUnit.Nanoseconds),
            [RequestFields.Model] = FieldSource.Of(Attribute("gen_ai.request.model"), Attribute("gen_ai.response.model")),
            [RequestFields.InputTokens] = FieldSource.Of(Attribute("gen_ai.usage.input_tokens"), Attribute("gen_ai.usage.prompt_tokens")),
            [RequestFields.OutputTokens] = FieldSource.Of(
                Attribute("gen_ai.usage.output_tokens"), Attribute("gen_ai.usage.completion_tokens")),
            [RequestFields.CachedTokens] = FieldSource.Of(Attribute("gen_ai.usage.cache_read.input_tokens")),
            [RequestFields.Ttft] = FieldSource.Of(
                Attribute("gen_ai.response.time_to_first_chunk"), Attribute("gen_ai.latency.time_to_first_token")).In(TimeUnit.Seconds),
            [RequestFields.User] = FieldSource.Of(Attribute("user.id"), Attribute("enduser.id")),
            [RequestFields.Session] = FieldSource.Of(Attribute("gen_ai.conversation.id")),
            [RequestFields.Function] = FieldSource.Of(Attribute("gen_ai.operation.name")),
        },
        FailedWhere = [Condition.Is("status.code", "2", "STATUS_CODE_ERROR"), Condition.IsError(Attribute("error.type"))],
        KeptWhere =
        [
            Condition.IsThereAny(Attribute("gen_ai.request.model"), Attribute("gen_ai.response.model")),
            Condition.IsMissingOr(Attribute("gen_ai.operation.name"), "chat", "text_completion", "generate_content", "embeddings"),
        ],
        Parents = ("spanId", "parentSpanId"),
    };

    private static string Attribute(string name) => $"attributes{{{name}}}";
}
