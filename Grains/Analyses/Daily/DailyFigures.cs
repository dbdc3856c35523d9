using LlmWorkload.Figures;

namespace LlmWorkload.Analyses;

/// <summary>The figures of dates: lines of each number, and of the functions.</summary>
internal static class DailyFigures
{
    /// <summary>The figures.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="days">The dates that are listed.</param>
    /// <param name="unlisted">How many others there are, without requests.</param>
    public static IEnumerable<FigurePlan> Of(string folder, IReadOnlyList<Daily.Day> days, long unlisted)
    {
        var reason = WorthDrawing.OnlyOne(days.Count, "date");
        (string Name, string Title, (string Name, Func<Daily.Day, double> Value)[] Lines)[] figures =
        [
            ("requests", "Requests", [("requests", day => day.Requests)]),
            ("tokens", "Tokens", [("input tokens", day => (double)day.Input), ("output tokens", day => (double)day.Output)]),
            ("users", "Users", [("users", day => day.Users)]),
            ("models", "Models", [("models", day => day.Models)]),
            ("functions", "Requests",
                [
                    .. DayCounts.Functions.Select(
                        (name, at) => (name.Replace('_', ' '), (Func<Daily.Day, double>)(day => day.Functions[at]))),
                ]),
        ];
        foreach (var (name, title, lines) in figures)
        {
            var path = $"{folder}/{name}";
            yield return FigurePlan.Of(
                path, () => Draw(path, title, name == "functions" ? "Requests by function" : title, lines, days, unlisted)).Unless(reason);
        }
    }

    private static Figure Draw(
        string path, string label, string title, (string Name, Func<Daily.Day, double> Value)[] lines, IReadOnlyList<Daily.Day> days,
        long unlisted)
    {
        double[] x = [.. days.Select(day => (double)day.Number * 86_400)];
        var panel = new Panel(
            null, new FigureAxis("Date (UTC)", AxisKind.Time), new FigureAxis($"{label} a day", AxisKind.Linear, 0),
            [.. lines.Select(line => new LineSeries(lines.Length > 1 ? line.Name : null, x, [.. days.Select(line.Value)]))],
            lines.Length > 1, unlisted > 0 ? [$"{InvariantText.Whole(unlisted)} dates without requests are not drawn"] : []);
        var table = new FigureTable(
        [
            new TextColumn("date", [.. days.Select(day => InvariantText.Date(day.Number))]),
            .. lines.Select(line => new NumberColumn(line.Name.Replace(' ', '_'), [.. days.Select(line.Value)])),
        ]);
        return new Figure(path, $"{title} by date (n = {InvariantText.Whole(days.Sum(day => day.Requests))})", [panel], table);
    }
}
