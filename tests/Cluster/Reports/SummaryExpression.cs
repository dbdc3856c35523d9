using System.Globalization;
using System.Text.Json;

namespace LlmWorkload.Tests.Reports;

/// <summary>
/// What stands at a place of a summary: <c>all.cv</c>, <c>caches[0].capacity</c>, <c>months[-1].month</c>,
/// <c>series[key=all].n</c>, all of a list (<c>models[].requests</c>), <c>sum</c>, <c>mean</c>, <c>max</c>, <c>min</c> and <c>count</c> of
/// it, and terms with <c>+</c>, <c>-</c> and <c>/</c> between them, from left to right.
/// </summary>
internal static class SummaryExpression
{
    /// <summary>A number.</summary>
    public static double Number(JsonElement summary, string expression)
    {
        var parts = expression.Split(' ');
        var value = Term(summary, parts[0]);
        for (var at = 1; at < parts.Length; at += 2)
        {
            var next = Term(summary, parts[at + 1]);
            value = parts[at] switch
            {
                "+" => value + next,
                "-" => value - next,
                "/" => value / next,
                var other => throw new FormatException($"'{other}' is no operator."),
            };
        }

        return value;
    }

    /// <summary>A text.</summary>
    public static string Text(JsonElement summary, string path) => Assert.Single(All(summary, path)).GetString()!;

    /// <summary>Everything at a place.</summary>
    public static IReadOnlyList<JsonElement> All(JsonElement summary, string path)
    {
        List<JsonElement> found = [summary];
        foreach (var part in path.Split('.'))
        {
            var name = part.Split('[')[0];
            if (name.Length > 0) found = [.. found.Select(each => each.GetProperty(name))];
            foreach (var choice in part[name.Length..].Split(['[', ']'], StringSplitOptions.None).Where((_, at) => at % 2 == 1))
                found = [.. found.SelectMany(each => Chosen(each, choice))];
        }

        return found;
    }

    private static IEnumerable<JsonElement> Chosen(JsonElement list, string choice)
    {
        if (choice.Length == 0) return list.EnumerateArray();
        if (choice.Split('=') is [var key, var value])
            return list.EnumerateArray().Where(each => each.GetProperty(key).ToString() == value);
        var at = int.Parse(choice, CultureInfo.InvariantCulture);
        return [list[at < 0 ? list.GetArrayLength() + at : at]];
    }

    private static double Term(JsonElement summary, string term)
    {
        var open = term.IndexOf('(', StringComparison.Ordinal);
        var values = All(summary, open < 0 ? term : term[(open + 1)..^1]);
        if (open < 0) return Assert.Single(values).GetDouble();
        if (term[..open] == "count") return values.Count;
        var numbers = values.Where(value => value.ValueKind == JsonValueKind.Number).Select(value => value.GetDouble());
        return term[..open] switch
        {
            "sum" => numbers.Sum(),
            "mean" => numbers.Average(),
            "max" => numbers.Max(),
            "min" => numbers.Min(),
            var other => throw new FormatException($"'{other}' is no function."),
        };
    }
}
