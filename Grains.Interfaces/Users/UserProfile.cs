namespace LlmWorkload.Users;

/// <summary>A user's aggregates.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Requests">Rows.</param>
/// <param name="First">First instant in ticks.</param>
/// <param name="Last">Last instant in ticks.</param>
/// <param name="Models">Requests by model, descending, ties by id.</param>
/// <param name="InputTokens">Statistics of the input tokens.</param>
/// <param name="OutputTokens">Statistics of the output tokens.</param>
/// <param name="InterArrival">
/// Statistics of the inter-arrival times over all models, in seconds; 0 where two requests start at once.
/// </param>
/// <param name="DiversityWindow">Requests of one diversity window.</param>
/// <param name="ModelsPerWindow">Distinct models in each consecutive window; a last partial window counts.</param>
/// <param name="Optional">
/// What the fields come to that only some logs have; null where a silo of an earlier release answered.
/// </param>
[GenerateSerializer, Immutable, Alias("llmwl.user.profile")]
public sealed record UserProfile(
    [property: Id(0)] string User,
    [property: Id(1)] long Requests,
    [property: Id(2)] long First,
    [property: Id(3)] long Last,
    [property: Id(4)] IReadOnlyList<UserModel> Models,
    [property: Id(5)] Statistics InputTokens,
    [property: Id(6)] Statistics OutputTokens,
    [property: Id(7)] Statistics InterArrival,
    [property: Id(8)] int DiversityWindow,
    [property: Id(9)] IReadOnlyList<int> ModelsPerWindow,
    [property: Id(10)] OptionalTotals? Optional = null)
{
    /// <summary>The distributions of the user's requests, by name.</summary>
    public IReadOnlyList<(string Name, Statistics Statistics)> Measures =>
        [("input_tokens", InputTokens), ("output_tokens", OutputTokens), ("inter_arrival_seconds", InterArrival)];

    /// <summary>The profile as a JSON document.</summary>
    /// <param name="dataset">The dataset's name.</param>
    public byte[] Json(string dataset) => JsonText.Object(json =>
    {
        json.WriteString("dataset", dataset);
        json.WriteString("user", User);
        json.WriteNumber("requests", Requests);
        json.Instant("first", First);
        json.Instant("last", Last);
        Optional?.Write(json);
        foreach (var measure in Measures) json.Statistics(measure.Name, measure.Statistics);
        json.List("models", Models, (item, model) =>
        {
            item.WriteString("id", model.Id);
            item.WriteString("name", model.Name);
            item.WriteNumber("requests", model.Requests);
        });
        json.WriteNumber("diversity_window", DiversityWindow);
        json.List("models_per_window", ModelsPerWindow.Select(models => (long)models));
    });
}
