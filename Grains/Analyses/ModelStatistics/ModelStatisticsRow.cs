using System.Globalization;
using System.Text.Json;
using LlmWorkload.Datasets;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>A model with its counts.</summary>
internal sealed record ModelStatisticsRow(CatalogModel Model, ModelStatistics.Answer Counts)
{
    /// <summary>Input and output tokens together.</summary>
    public Int128 Tokens => Counts.InputTokens + Counts.OutputTokens;

    /// <summary>Its size class.</summary>
    public string SizeClass => Analyses.SizeClass.Of(Counts.Requests);

    /// <summary>Its item of <c>summary.json</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.Model(Model);
        json.WriteNumber("requests", Counts.Requests);
        Write(json, "input_tokens", Counts.InputTokens);
        Write(json, "output_tokens", Counts.OutputTokens);
        json.WriteNumber("users", Counts.Users);
        json.WriteString("size_class", SizeClass);
    }

    // The writer has no number of 128 bits.
    private static void Write(Utf8JsonWriter json, string name, Int128 value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
