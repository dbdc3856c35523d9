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
    /// <param name="json">Where it is written.</param>
    /// <param name="all">What all models have: each then has these members, null where the model itself has none.</param>
    public void Write(Utf8JsonWriter json, OptionalTotals all)
    {
        json.Model(Model);
        json.WriteNumber("requests", Counts.Requests);
        Write(json, "input_tokens", Counts.InputTokens);
        Write(json, "output_tokens", Counts.OutputTokens);
        json.WriteNumber("users", Counts.Users);
        json.WriteString("size_class", SizeClass);
        if (all.Failed is not null) json.WriteNumber("failed", Counts.Optional.Failed);
        var own = Counts.Optional.Totals();
        if (all.CachedShare is not null) json.Number("cached_share", own.CachedShare);
        if (all.Cost is null) return;
        if (own.Cost is { } cost) json.WriteNumber("cost", cost);
        else json.WriteNull("cost");
    }

    // The writer has no number of 128 bits.
    private static void Write(Utf8JsonWriter json, string name, Int128 value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
