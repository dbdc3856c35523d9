using System.Globalization;
using System.Text.Json;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>The numbers of an overview, over all models.</summary>
internal sealed class OverviewTotals
{
    private const int TopCategories = 10;
    private const int WidestLinear = 20;

    private static readonly FigureAxis Requests = new("Requests", AxisKind.Linear, 0);

    public required long Rows { get; init; }

    public required long First { get; init; }

    public required long Last { get; init; }

    public required ColumnCount[] Columns { get; init; }

    public required (string Column, string Title, Category[]? Top)[] Categories { get; init; }

    public required (OverviewColumn Column, Statistics Statistics)[] Numbers { get; init; }

    public required long[] ByHour { get; init; }

    public required FrequencyMap ByDate { get; init; }

    /// <summary>Requests by minute, from the minute of the first request on; empty where first and last are a day or more apart.</summary>
    public required long[] ByMinute { get; init; }

    /// <summary>What is known of the fields that only some logs have.</summary>
    public required OverviewFields Fields { get; init; }

    /// <summary>The different instants at which requests start.</summary>
    public required InstantTally Instants { get; init; }

    /// <summary>The clock of hours and dates; null for UTC.</summary>
    public required ZoneClock? Clock { get; init; }

    private long Span => Last - First;

    public static OverviewTotals Of(
        AnalysisData data, Overview.Share all, IReadOnlyList<UserCounts.TopAnswer> users, IReadOnlyList<Statistics> numbers,
        long sessions, InstantTally instants, ZoneClock? clock)
    {
        var fields = all.Fields ?? OverviewFields.None;
        var names = data.Catalog.Models.GroupBy(model => model.Name)
            .Select(group => new Category(group.Key, group.Sum(model => model.Requests))).ToList();
        var dates = FrequencyMap.Decode(all.ByDate);
        return new OverviewTotals
        {
            Rows = all.Rows,
            First = data.Catalog.First,
            Last = data.Catalog.Last,
            Columns = [
                new("chute_id", all.Rows, data.Catalog.Models.Count, 0),
                new("function_name", all.Rows, all.Functions.Length, all.Rows - all.FunctionCounts.Sum()),
                new("user_id", all.Rows, users.Sum(answer => answer.Users), all.WithoutUser),
                new("model_name", all.Rows, names.Count, 0),
                .. RareColumns(all.Rows, fields, sessions),
            ],
            Categories = [
                ("function_name", "Requests per function", Top(
                    all.Functions.Zip(all.FunctionCounts, (name, count) => new Category(name, count)))),
                ("model_name", "Requests per model", names.Count > 1 ? Top(names) : null),
                ("user_id", "Requests per user", Top(
                    users.SelectMany(answer => answer.Top).Select(user => new Category(user.User, user.Requests)))),
                .. RareCategories(fields),
            ],
            Numbers = [.. OverviewColumn.In(all).Zip(numbers)],
            ByHour = all.ByHour,
            ByDate = dates,
            ByMinute = all.ByMinute,
            Fields = fields,
            Instants = instants,
            Clock = clock,
        };
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("rows", Rows);
        json.Instant("first", First);
        json.Instant("last", Last);
        json.Number("span_seconds", Span / Units.TicksPerSecond);
        json.WriteNumber("distinct_instants", Instants.Distinct);
        json.Number("time_resolution_seconds", Instants.Resolution / Units.TicksPerSecond);
        if (Fields.HasOutcome())
        {
            json.WriteNumber("failed", Fields.Failed);
            json.Number("failed_share", (double)Fields.Failed / Rows);
        }

        if (Fields.CachedTokens.Sums.N > 0) json.Number("cached_share", Fields.Cached.Share());
        if (Clock is not null) json.WriteString("report_time_zone", Clock.Zone);
        json.Object("columns", columns =>
        {
            foreach (var column in Columns) columns.Object(column.Name, column.Write);
        });
        json.Object("categories", categories =>
        {
            foreach (var (column, _, top) in Categories)
            {
                if (top is null) categories.WriteNull(column);
                else categories.List(column, top, (item, category) => category.Write(item));
            }
        });
        json.Object("numeric", numeric =>
        {
            foreach (var (column, statistics) in Numbers) numeric.Statistics(column.Name, statistics);
        });
        json.List("by_hour", ByHour);
        json.List("by_date", Enumerable.Range(0, ByDate.Values.Length), (item, i) =>
        {
            item.WriteString("date", InvariantText.Date(ByDate.Values[i]));
            item.WriteNumber("count", ByDate.Counts[i]);
        });
        WriteMinutes(json);
    }

    private void WriteMinutes(Utf8JsonWriter json)
    {
        if (ByMinute.Length == 0)
        {
            json.WriteNull("by_minute");
            return;
        }

        json.List("by_minute", Minutes().Zip(ByMinute), (item, minute) =>
        {
            item.Instant("minute", minute.First);
            item.WriteNumber("count", minute.Second);
        });
    }

    // The start of each minute in ticks.
    private long[] Minutes()
    {
        var first = First - (First % TimeSpan.TicksPerMinute);
        return [.. Enumerable.Range(0, ByMinute.Length).Select(minute => first + (minute * TimeSpan.TicksPerMinute))];
    }

    public Figure ColumnsFigure()
    {
        var ascending = Columns.OrderBy(column => column.Distinct).ThenBy(column => column.Name, StringComparer.Ordinal).ToArray();
        var names = Array.ConvertAll(ascending, column => column.Name);
        var counts = Array.ConvertAll(ascending, column => column.Distinct);
        var least = counts.FirstOrDefault(count => count > 0, 1);

        // One model beside 100,000 users leaves nothing to see on a linear axis. It starts below 1, so that a count of 1 has a bar.
        var axis = counts[^1] > WidestLinear * least ? new FigureAxis("Distinct values", AxisKind.Logarithmic, 0.5) : new FigureAxis(
            "Distinct values", AxisKind.Linear, 0);
        return Bars("overview/column_distinct_counts", "Distinct values per column", "Column", axis, names, counts, "column", "distinct",
            labelled: true);
    }

    public Figure CategoryFigure(string path, string column, string title, Category[] top)
    {
        var total = Columns.Single(each => each.Name == column) is var counted ? counted.Total - counted.Missing : 0;
        var other = total - top.Sum(category => category.Count);
        var slices = other > 0 ? [.. top, new Category("Other", other)] : top;
        var labels = Array.ConvertAll(slices, slice => slice.Value);
        var counts = Array.ConvertAll(slices, slice => (double)slice.Count);
        var pie = new Panel("Share", new FigureAxis("", AxisKind.None), new FigureAxis("", AxisKind.None),
            [new PieSlices(null, labels, counts)], false, []);
        var bars = new Panel(
            $"Top {top.Length}",
            Requests,
            new FigureAxis("", AxisKind.Category, Categories: Array.ConvertAll(top, category => category.Value)),
            [new BarSeries(null, Array.ConvertAll(top, category => (double)category.Count), true)],
            false,
            []);
        var table = new FigureTable(
            [new TextColumn(column, labels), new IntegerColumn("count", Array.ConvertAll(slices, slice => slice.Count))]);
        return new Figure(path, $"{title} (n = {InvariantText.Whole(total)})", [pie, bars], table);
    }

    public Figure HourFigure() => Bars(
        "overview/started_at_by_hour", "Requests by hour of day", $"Hour ({ZoneClock.NameOf(Clock)})", Requests, Numbered(ByHour), ByHour,
        "hour", "count");

    public Figure MinuteFigure()
    {
        var minutes = Minutes();
        double[] edges = [.. minutes.Append(minutes[^1] + TimeSpan.TicksPerMinute)
            .Select(instant => Units.Scale(instant, Units.TicksPerSecond))];
        var series = new HistogramSeries(null, edges, Array.ConvertAll(ByMinute, count => (double)count));
        var panel = new Panel(null, new FigureAxis("Time (UTC)", AxisKind.Time), Requests, [series], false, []);
        var table = new FigureTable([new InstantColumn("minute", minutes), new IntegerColumn("count", ByMinute)]);
        return new Figure("overview/started_at_by_minute", $"Requests by minute (n = {InvariantText.Whole(Rows)})", [panel], table);
    }

    public Figure DateFigure() => Bars(
        "overview/started_at_by_date", "Requests by date", $"Date ({ZoneClock.NameOf(Clock)})", Requests,
        Array.ConvertAll(ByDate.Values.ToArray(), InvariantText.Date), ByDate.Counts.ToArray(), "date", "count");

    private Figure Bars(string path, string title, string x, FigureAxis y, string[] names, long[] counts, string nameColumn,
        string countColumn, bool labelled = false)
    {
        var series = new BarSeries(null, Array.ConvertAll(counts, count => (double)count), labelled);
        var panel = new Panel(null, new FigureAxis(x, AxisKind.Category, Categories: names), y, [series], false, []);
        return new Figure(path, $"{title} (n = {InvariantText.Whole(Rows)})", [panel],
            new FigureTable([new TextColumn(nameColumn, names), new IntegerColumn(countColumn, counts)]));
    }

    private static IEnumerable<ColumnCount> RareColumns(long rows, OverviewFields fields, long sessions)
    {
        ColumnCount[] all =
        [
            Counted("instance", rows, fields.Instances),
            new("session", rows, sessions, rows - fields.WithSession),
            Counted("status", rows, fields.Statuses),
            Counted("label", rows, fields.Labels),
        ];
        return all.Where(column => column.Missing < rows);
    }

    private static ColumnCount Counted(string name, long rows, TextCounts texts) =>
        new(name, rows, texts.Texts.Length, rows - texts.Counts.Sum());

    private static IEnumerable<(string Column, string Title, Category[]? Top)> RareCategories(OverviewFields fields)
    {
        (string Column, TextCounts Texts)[] all = [("status", fields.Statuses), ("instance", fields.Instances), ("label", fields.Labels)];
        return all.Where(each => each.Texts.Texts.Length > 0).Select(each => (each.Column, $"Requests per {each.Column}",
            (Category[]?)Top(each.Texts.Texts.Zip(each.Texts.Counts, (name, count) => new Category(name, count)))));
    }

    private static Category[] Top(IEnumerable<Category> categories) =>
        [.. categories.OrderByDescending(category => category.Count).ThenBy(category => category.Value, StringComparer.Ordinal)
            .Take(TopCategories)];

    private static string[] Numbered(long[] counts) =>
        [.. Enumerable.Range(0, counts.Length).Select(i => i.ToString(CultureInfo.InvariantCulture))];
}

/// <summary>The values of one column: how many, how many distinct, how many missing.</summary>
internal sealed record ColumnCount(string Name, long Total, long Distinct, long Missing)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("total", Total);
        json.WriteNumber("distinct", Distinct);
        json.WriteNumber("missing", Missing);
        json.Number("distinct_ratio", Total == 0 ? null : (double)Distinct / Total);
    }
}

/// <summary>A value of a column of names and its rows.</summary>
internal sealed record Category(string Value, long Count)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("value", Value);
        json.WriteNumber("count", Count);
    }
}
