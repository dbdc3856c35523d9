using System.Text.Json;

namespace LlmWorkload.Questions;

/// <summary>What an operator asks of a dataset first: how much there was, how fast, how well, and of whom.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Requests">Its requests.</param>
/// <param name="Users">Distinct users; requests without a user do not count.</param>
/// <param name="Models">Distinct models.</param>
/// <param name="First">First instant in ticks.</param>
/// <param name="Last">Last instant in ticks.</param>
/// <param name="Busiest">The minute with the most requests.</param>
/// <param name="InputTokens">Sum of the input tokens; null where no request has any.</param>
/// <param name="OutputTokens">Sum of the output tokens; null where no request has any.</param>
/// <param name="Ttft">Time to first token.</param>
/// <param name="Tpot">
/// Time per output token after the first, (duration − ttft)/(output − 1), of requests with output > 1, ttft > 0 and duration > ttft.
/// </param>
/// <param name="E2e">Duration.</param>
/// <param name="Optional">What the fields come to that only some logs have.</param>
/// <param name="ModelsByRequests">The ten models with the most requests, ties by id.</param>
/// <param name="ModelsByTokens">The ten models with the most input and output tokens, ties by id.</param>
/// <param name="UsersByRequests">The ten users with the most requests, ties by id.</param>
/// <param name="UsersByTokens">The ten users with the most input and output tokens, ties by id.</param>
[GenerateSerializer, Immutable, Alias("llmwl.dataset.summary")]
public sealed record DatasetSummary(
    [property: Id(0)] string Dataset,
    [property: Id(1)] long Requests,
    [property: Id(2)] long Users,
    [property: Id(3)] long Models,
    [property: Id(4)] long First,
    [property: Id(5)] long Last,
    [property: Id(6)] BusiestMinute Busiest,
    [property: Id(7)] Int128? InputTokens,
    [property: Id(8)] Int128? OutputTokens,
    [property: Id(9)] LatencyQuantiles Ttft,
    [property: Id(10)] LatencyQuantiles Tpot,
    [property: Id(11)] LatencyQuantiles E2e,
    [property: Id(12)] OptionalTotals Optional,
    [property: Id(13)] IReadOnlyList<SummaryEntry> ModelsByRequests,
    [property: Id(14)] IReadOnlyList<SummaryEntry> ModelsByTokens,
    [property: Id(15)] IReadOnlyList<SummaryEntry> UsersByRequests,
    [property: Id(16)] IReadOnlyList<SummaryEntry> UsersByTokens)
{
    /// <summary>From the first instant to the last, seconds.</summary>
    public double SpanSeconds => (Last - First) / (double)TimeSpan.TicksPerSecond;

    /// <summary>The share of the requests that failed, 0 to 1; null where nothing says which did.</summary>
    public double? FailedShare => Requests == 0 ? null : (double?)Optional.Failed / Requests;

    /// <summary>Input and output tokens; null where no request has any.</summary>
    public Int128? Tokens => InputTokens is null && OutputTokens is null ? null : (InputTokens ?? 0) + (OutputTokens ?? 0);

    /// <summary>The latencies by name, in seconds.</summary>
    public IReadOnlyList<(string Name, LatencyQuantiles Quantiles)> Latencies => [("ttft", Ttft), ("tpot", Tpot), ("e2e", E2e)];

    /// <summary>The lists of models and users by name.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<SummaryEntry> Entries)> Tops =>
    [
        ("models_by_requests", ModelsByRequests), ("models_by_tokens", ModelsByTokens), ("users_by_requests", UsersByRequests),
        ("users_by_tokens", UsersByTokens),
    ];

    /// <summary>A number of the whole span a second; null where all requests start at once, or there is no number.</summary>
    public double? PerSecond(Int128? number) => Last == First ? null : (double?)number / SpanSeconds;

    /// <summary>The members of its JSON document.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("requests", Requests);
        if (Optional.Failed is { } failed) json.WriteNumber("failed", failed);
        if (FailedShare is { } share) json.Number("failed_share", share);
        json.WriteNumber("users", Users);
        json.WriteNumber("models", Models);
        json.Instant("first", First);
        json.Instant("last", Last);
        json.Number("span_seconds", SpanSeconds);
        json.Number("requests_per_second", PerSecond(Requests));
        json.Object("busiest_minute", minute =>
        {
            minute.Instant("start", Busiest.Start);
            minute.WriteNumber("requests", Busiest.Requests);
            minute.Number("requests_per_second", Busiest.RequestsPerSecond);
        });
        Write(json, "input_tokens", InputTokens);
        Write(json, "output_tokens", OutputTokens);
        json.Number("input_tokens_per_second", PerSecond(InputTokens));
        json.Number("output_tokens_per_second", PerSecond(OutputTokens));
        json.Number("tokens_per_second", PerSecond(Tokens));
        foreach (var (name, quantiles) in Latencies) json.Object(name, quantiles.Write);
        if (Optional.CachedShare is { } cached) json.WriteNumber("cached_share", cached);
        if (Optional.Cost is { } cost) json.WriteNumber("cost", cost);
        foreach (var (name, entries) in Tops) json.List(name, entries, Write);
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter)"/> has written.</summary>
    /// <param name="dataset">The dataset's name, which is not among the members: equal rows have equal documents.</param>
    /// <param name="document">A JSON document with these members.</param>
    public static DatasetSummary Read(string dataset, byte[] document)
    {
        using var json = JsonDocument.Parse(document);
        var root = json.RootElement;
        var minute = root.GetProperty("busiest_minute");
        return new DatasetSummary(
            dataset,
            root.GetProperty("requests").GetInt64(),
            root.GetProperty("users").GetInt64(),
            root.GetProperty("models").GetInt64(),
            Instant(root, "first"),
            Instant(root, "last"),
            new BusiestMinute(Instant(minute, "start"), minute.GetProperty("requests").GetInt64()),
            Whole(root, "input_tokens"),
            Whole(root, "output_tokens"),
            Quantiles(root, "ttft"),
            Quantiles(root, "tpot"),
            Quantiles(root, "e2e"),
            new OptionalTotals(Member(root, "failed")?.GetInt64(), Member(root, "cached_share")?.GetDouble(),
                Member(root, "cost")?.GetDecimal()),
            Entries(root, "models_by_requests"),
            Entries(root, "models_by_tokens"),
            Entries(root, "users_by_requests"),
            Entries(root, "users_by_tokens"));
    }

    private static void Write(Utf8JsonWriter json, string name, Int128? number)
    {
        if (number is { } whole) json.WriteNumber(name, (decimal)whole);
        else json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, SummaryEntry entry)
    {
        json.WriteString("id", entry.Id);
        json.WriteString("name", entry.Name);
        json.WriteNumber("requests", entry.Requests);
        Write(json, "tokens", entry.Tokens);
    }

    private static JsonElement? Member(JsonElement of, string name) =>
        of.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static long Instant(JsonElement of, string name) => Member(of, name)?.GetDateTime().Ticks ?? Missing.Value;

    private static Int128? Whole(JsonElement of, string name) => (Int128?)Member(of, name)?.GetDecimal();

    private static LatencyQuantiles Quantiles(JsonElement root, string name)
    {
        var of = root.GetProperty(name);
        return new LatencyQuantiles(of.GetProperty("n").GetInt64(), Member(of, "p50")?.GetDouble(), Member(of, "p95")?.GetDouble(),
            Member(of, "p99")?.GetDouble());
    }

    private static IReadOnlyList<SummaryEntry> Entries(JsonElement root, string name) =>
    [
        .. root.GetProperty(name).EnumerateArray().Select(each => new SummaryEntry(
            each.GetProperty("id").GetString()!, each.GetProperty("name").GetString()!, each.GetProperty("requests").GetInt64(),
            Whole(each, "tokens") ?? 0)),
    ];
}
