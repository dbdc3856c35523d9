using System.Globalization;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Output;
using LlmWorkload.Questions;

namespace LlmWorkload.Commands;

/// <summary>A dataset's summary on one page of 80 columns, and as one table for programs.</summary>
/// <param name="catalog">The dataset.</param>
/// <param name="summary">Its summary.</param>
internal sealed class SummaryTables(DatasetCatalog catalog, DatasetSummary summary)
{
    private const decimal ManyDollars = 1_000;
    private const int Width = 80;
    private const int PageLines = 40;

    // Its three borders and its headings.
    private const int TableFrame = 4;
    private const int MissingLines = 2;
    private const int TopShown = 3;
    private const int DoubtsShown = 2;
    private const int ShortestName = 8;
    private const int LongestName = 36;

    /// <summary>Every value in a row of its own.</summary>
    public ResultTable All => new(null, ["section", "name", "measure", "value"], [.. Rows()]);

    /// <summary>Prints the page.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine(Printable.Line($"{FigureNames.Shorten(catalog.Name, 30)}: {Day(summary.First)} to {Day(summary.Last)} UTC "
            + $"({Span(summary.SpanSeconds)}){Part()}"));
        ResultTable[] tables = [Totals(), Rates(), Latencies(), .. Tops()];
        foreach (var table in tables) table.Print(output, ResultFormat.Table);
        var missing = TurnedMissing();
        missing.ForEach(output.WriteLine);
        PrintDoubts(output, PageLines - 1 - tables.Sum(table => table.Rows.Count + TableFrame) - missing.Count);
    }

    private string Part() => catalog.Scope is { } scope
        ? string.Create(CultureInfo.InvariantCulture, $", {scope.Rows:N0} of {catalog.Files.Sum(file => file.Rows):N0} requests")
        : "";

    private ResultTable Totals() => new(
        null, ["requests", "failed", "rejected", "users", "models", "cached", "cost_(usd)"],
        [
            [summary.Requests, summary.Optional.Failed is { } failed ? $"{failed:N0} ({Percent(summary.FailedShare)})" : null,
                catalog.RejectedRows(), summary.Users, summary.Models, Percent(summary.Optional.CachedShare),
                Dollars(summary.Optional.Cost)],
        ]);

    // To the cent where there are many dollars; --format json has every digit.
    private static decimal? Dollars(decimal? cost) => cost >= ManyDollars ? Math.Round(cost.Value, 2) : cost;

    private ResultTable Rates() => new(null, ["", "total", "per_second", "busiest_minute"],
    [
        ["requests", summary.Requests, summary.PerSecond(summary.Requests),
            string.Create(CultureInfo.InvariantCulture, $"{summary.Busiest.RequestsPerSecond:#,##0.###}/s at ")
                + Day(summary.Busiest.Start)[..^3]],
        ["input tokens", summary.InputTokens, summary.PerSecond(summary.InputTokens), ""],
        ["output tokens", summary.OutputTokens, summary.PerSecond(summary.OutputTokens), ""],
    ]);

    private ResultTable Latencies() => new(null, ["seconds", "requests", "p50", "p95", "p99"],
    [
        .. summary.Latencies.Select(each => (object?[])[each.Name, each.Quantiles.N, each.Quantiles.P50, each.Quantiles.P95,
            each.Quantiles.P99]),
    ]);

    private IEnumerable<ResultTable> Tops()
    {
        yield return Top("top_models", summary.ModelsByRequests, summary.ModelsByTokens);
        if (summary.Users > 0) yield return Top("top_users", summary.UsersByRequests, summary.UsersByTokens);
    }

    // Those with the most requests beside those with the most tokens, with names as long as there is room for.
    private ResultTable Top(string title, IReadOnlyList<SummaryEntry> byRequests, IReadOnlyList<SummaryEntry> byTokens)
    {
        var shown = byRequests.Zip(byTokens).Take(TopShown).ToList();
        var numbers = Longest(shown.Select(each => (Int128)each.First.Requests), "requests")
            + Longest(shown.Select(each => each.Second.Tokens), "tokens");
        var room = Math.Clamp((Width - 13 - numbers) / 2, ShortestName, LongestName);
        return new ResultTable(null, [title, "requests", "by_tokens", "tokens"],
        [
            .. shown.Select(each => (object?[])[FigureNames.Label(each.First.Name, room), each.First.Requests,
                FigureNames.Label(each.Second.Name, room), summary.Tokens is null ? null : each.Second.Tokens]),
        ]);
    }

    private static int Longest(IEnumerable<Int128> numbers, string heading) =>
        numbers.Select(number => InvariantText.Whole(number).Length).Append(heading.Length).Max();

    // Values that count as missing by reason, in few lines: by file they would not fit the page.
    private List<string> TurnedMissing()
    {
        if (CatalogJson.TurnedMissing(catalog.Files) is not { } reasons) return [];
        var files = catalog.Scope is null ? "" : " (of whole files)";
        var all = catalog.Files.Sum(file => file.TurnedMissing.Values.Sum());
        return Cut(Wrapped($"Values that count as missing{files}: {InvariantText.Whole(all)}: {reasons}"), MissingLines);
    }

    // Each whole, as far as the page has room; the first is cut rather than left out.
    private void PrintDoubts(TextWriter output, int room)
    {
        var doubts = Doubts.Of(catalog);
        var told = 0;
        foreach (var doubt in doubts.Take(DoubtsShown))
        {
            var lines = Wrapped($"Doubt: {Printable.Line(doubt)}").ToList();
            var needed = lines.Count + (told + 1 < doubts.Count ? 1 : 0);
            if (needed > room)
            {
                if (told == 0) Cut(lines, Math.Max(1, room - 1)).ForEach(output.WriteLine);
                break;
            }

            lines.ForEach(output.WriteLine);
            room -= lines.Count;
            told++;
        }

        var rest = doubts.Count - told;
        if (rest == 0) return;
        output.WriteLine($"{rest} {(told > 0 ? "more " : "")}doubt{(rest == 1 ? "" : "s")}{(told > 0 ? "" : " in full")}: "
            + $"llmwl datasets show {Printable.Line(catalog.Name)}");
    }

    private static List<string> Cut(IEnumerable<string> lines, int most)
    {
        var all = lines.ToList();
        if (all.Count <= most) return all;
        var last = all[most - 1];
        return [.. all.Take(most - 1), $"{(last.Length < Width ? last : last[..(Width - 1)])}…"];
    }

    private static IEnumerable<string> Wrapped(string text)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Trim().Length > 0 && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = " ";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    private IEnumerable<object?[]> Rows()
    {
        foreach (var (measure, value) in Values()) yield return ["summary", null, measure, value];
        foreach (var (name, quantiles) in summary.Latencies)
        {
            yield return ["latency", name, "n", quantiles.N];
            yield return ["latency", name, "p50", quantiles.P50];
            yield return ["latency", name, "p95", quantiles.P95];
            yield return ["latency", name, "p99", quantiles.P99];
        }

        foreach (var (list, entries) in summary.Tops)
        {
            foreach (var entry in entries)
            {
                yield return [list, entry.Id, "requests", entry.Requests];
                yield return [list, entry.Id, "tokens", entry.Tokens];
            }
        }

        foreach (var doubt in Doubts.Of(catalog)) yield return ["doubt", null, "doubt", doubt];
    }

    private IEnumerable<(string Measure, object? Value)> Values()
    {
        yield return ("requests", summary.Requests);
        yield return ("failed", summary.Optional.Failed);
        yield return ("failed_share", summary.FailedShare);
        yield return ("users", summary.Users);
        yield return ("models", summary.Models);
        yield return ("first", InvariantText.Instant(summary.First));
        yield return ("last", InvariantText.Instant(summary.Last));
        yield return ("span_seconds", summary.SpanSeconds);
        yield return ("requests_per_second", summary.PerSecond(summary.Requests));
        yield return ("busiest_minute_start", InvariantText.Instant(summary.Busiest.Start));
        yield return ("busiest_minute_requests", summary.Busiest.Requests);
        yield return ("busiest_minute_requests_per_second", summary.Busiest.RequestsPerSecond);
        yield return ("input_tokens", summary.InputTokens);
        yield return ("output_tokens", summary.OutputTokens);
        yield return ("input_tokens_per_second", summary.PerSecond(summary.InputTokens));
        yield return ("output_tokens_per_second", summary.PerSecond(summary.OutputTokens));
        yield return ("tokens_per_second", summary.PerSecond(summary.Tokens));
        yield return ("cached_share", summary.Optional.CachedShare);
        yield return ("cost", summary.Optional.Cost);
    }

    private static string Day(long ticks) => new DateTime(ticks).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string? Percent(double? share) =>
        share is { } part ? string.Create(CultureInfo.InvariantCulture, $"{100 * part:0.##} %") : null;

    private static string Span(double seconds) => seconds switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###} s"),
        < 2 * 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
        < 2 * 86_400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.#} days"),
    };
}
