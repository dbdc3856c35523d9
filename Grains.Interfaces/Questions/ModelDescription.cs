using System.Text.Json;
using LlmWorkload.Models;

namespace LlmWorkload.Questions;

/// <summary>A model and its profile.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Profile">Its numbers.</param>
/// <param name="HasOutcome">Whether a log of the dataset says which requests failed.</param>
[GenerateSerializer, Immutable, Alias("llmwl.model.description")]
public sealed record ModelDescription(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] ModelProfile Profile,
    [property: Id(3)] bool HasOutcome = false)
{
    /// <summary>What its requests come to in fields that only some logs have.</summary>
    public OptionalTotals Optional => (Profile.Optional ?? OptionalTotals.None).With(HasOutcome);

    /// <summary>The distributions of its requests, by name.</summary>
    public IReadOnlyList<(string Name, Statistics Statistics)> Measures =>
        [("input_tokens", Profile.Input), ("output_tokens", Profile.Output), ("ttft", Profile.Ttft), ("duration", Profile.Duration)];

    /// <summary>The description as a JSON document.</summary>
    /// <param name="dataset">The dataset's name.</param>
    public byte[] Json(string dataset) => JsonText.Object(json =>
    {
        json.WriteString("dataset", dataset);
        json.WriteString("id", Id);
        json.WriteString("name", Name);
        json.WriteNumber("requests", Profile.Requests);
        json.WriteNumber("users", Profile.Users);
        json.Instant("first", Profile.First);
        json.Instant("last", Profile.Last);
        json.WriteNumber("total_input_tokens", (decimal)Profile.InputTokens);
        json.WriteNumber("total_output_tokens", (decimal)Profile.OutputTokens);
        Optional.Write(json);
        foreach (var measure in Measures) json.Statistics(measure.Name, measure.Statistics);
    });

    /// <summary>The members of its row in a list of models.</summary>
    public void WriteRow(Utf8JsonWriter json)
    {
        json.WriteString("model", Id);
        json.WriteString("name", Name);
        json.WriteNumber("requests", Profile.Requests);
        json.WriteNumber("users", Profile.Users);
        json.WriteNumber("input_tokens", (decimal)Profile.InputTokens);
        json.WriteNumber("output_tokens", (decimal)Profile.OutputTokens);
        json.Number("median_ttft", Profile.Ttft.Median);
        json.Number("median_duration", Profile.Duration.Median);
    }
}
