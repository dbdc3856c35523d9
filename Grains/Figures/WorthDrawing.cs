using LlmWorkload.Analyses;

namespace LlmWorkload.Figures;

/// <summary>Reasons not to draw a figure, as sentences. Each is null where there is something to see.</summary>
internal static class WorthDrawing
{
    /// <summary>A distribution of one value.</summary>
    /// <param name="statistics">Its statistics.</param>
    /// <param name="what">What its values are, in lower case and the plural.</param>
    /// <param name="unit">Their unit, with a space before it; empty for none.</param>
    public static string? OneValue(Statistics statistics, string what, string unit = "") => statistics switch
    {
        { N: 0 } => $"There are no {what}.",
        { N: 1 } => $"There is one value: {NumberText.Value(statistics.Max ?? 0)}{unit}.",
        _ when statistics.Min == statistics.Max =>
            $"All {InvariantText.Whole(statistics.N)} {what} are {NumberText.Value(statistics.Max ?? 0)}{unit}.",
        _ => null,
    };

    /// <summary>Things beside one another of which there is one.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="what">What one of them is, in lower case.</param>
    public static string? OnlyOne(int count, string what) => count == 1 ? $"There is one {what}, and nothing to compare it with." : null;
}
