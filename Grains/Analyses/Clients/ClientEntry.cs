using System.Text.Json;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>A client among those with the most requests.</summary>
/// <param name="Requests">Its requests.</param>
/// <param name="Cv">The coefficient of variation of its inter-arrival times; null for fewer than three requests.</param>
/// <param name="WindowCvMedian">The median of the coefficients of windows of time; null where none counts.</param>
/// <param name="InputMean">Mean input tokens of its requests that have them; null without any.</param>
/// <param name="OutputMean">Mean output tokens alike.</param>
[GenerateSerializer, Immutable, Alias("llmwl.clients.entry")]
internal sealed record ClientEntry(
    [property: Id(0)] long Requests,
    [property: Id(1)] double? Cv,
    [property: Id(2)] double? WindowCvMedian,
    [property: Id(3)] double? InputMean,
    [property: Id(4)] double? OutputMean)
{
    private const double Half = 0.5;

    /// <summary>How many clients are listed.</summary>
    public const int Most = 100;

    /// <summary>The entries of some users.</summary>
    /// <param name="columns">The rows.</param>
    /// <param name="order">These rows by user.</param>
    /// <param name="users">The users, by their positions in the order.</param>
    /// <param name="window">The width of a window in ticks.</param>
    public static ClientEntry[] Of(SegmentColumns columns, UserOrder order, ReadOnlySpan<int> users, long window)
    {
        var input = columns.Has(ColumnId.InputTokens) ? columns.Integers(ColumnId.InputTokens) : default;
        var output = columns.Has(ColumnId.OutputTokens) ? columns.Integers(ColumnId.OutputTokens) : default;
        var entries = new ClientEntry[users.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var started = order.Started(users[i]);
            var rows = order.Rows(users[i]);
            entries[i] = new ClientEntry(
                rows.Length, ClientTally.CvOf(started), WindowMedian(started, window), Mean(input, rows), Mean(output, rows));
        }

        return entries;
    }

    /// <summary>Writes the members of <c>summary.json</c>.</summary>
    /// <param name="json">Where they are written.</param>
    /// <param name="user">The id of the user.</param>
    /// <param name="of">The numbers of all clients.</param>
    public void Write(Utf8JsonWriter json, string user, ClientNumbers of)
    {
        json.WriteString("user", user);
        json.WriteNumber("requests", Requests);
        json.WriteNumber("share", (double)Requests / of.Requests);
        json.Number("rate", of.Span == 0 ? null : Requests / Units.Scale(of.Span, Units.TicksPerSecond));
        json.Number("cv", Cv);
        json.Number("burstiness", Cv is { } cv ? (cv - 1) / (cv + 1) : null);
        json.Number("window_cv_median", WindowCvMedian);
        json.Number("input_mean", InputMean);
        json.Number("output_mean", OutputMean);
    }

    private static double? WindowMedian(ReadOnlySpan<long> started, long window)
    {
        var windows = new WindowVariation(window);
        foreach (var start in started) windows.Add(start);
        var (variations, _) = windows.End();
        Array.Sort(variations);
        return variations.Length == 0 ? null : Quantiles.OfSorted(variations, Half);
    }

    private static double? Mean(ReadOnlySpan<long> values, ReadOnlySpan<int> rows)
    {
        if (values.IsEmpty) return null;
        var (sum, n) = (Int128.Zero, 0);
        foreach (var row in rows)
        {
            if (values[row] == Missing.Value) continue;
            sum += values[row];
            n++;
        }

        return n == 0 ? null : (double)sum / n;
    }
}
