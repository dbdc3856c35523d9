using System.Globalization;
using System.Text.Json;

namespace LlmWorkload.Report;

/// <summary>Numbers of summaries as sentences have them.</summary>
internal static class Words
{
    private const double Large = 1_000;
    private const int Digits = 3;

    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>A decimal: whole from 1,000 on, else three significant digits.</summary>
    public static string Number(double value)
    {
        if (Math.Abs(value) >= Large) return value.ToString("N0", CultureInfo.InvariantCulture);
        if (value == 0) return "0";
        var places = Math.Clamp(Digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15);
        return Math.Round(value, places).ToString("0.###############", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number.</summary>
    public static string Whole(JsonElement value) => value.GetDecimal().ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share, such as <c>61 %</c>; below a hundredth with the digits that it needs.</summary>
    public static string Share(double value) =>
        $"{(value is > 0 and < 0.01 ? Number(100 * value) : (100 * value).ToString("0", CultureInfo.InvariantCulture))} %";

    /// <summary>A time in seconds, such as <c>24.4 ms</c> or <c>3.2 h</c>.</summary>
    public static string Seconds(double value) => value switch
    {
        < 1 => $"{Number(1_000 * value)} ms",
        < 120 => $"{Number(value)} s",
        < 7_200 => $"{Number(value / 60)} min",
        < 172_800 => $"{Number(value / 3_600)} h",
        _ => $"{Number(value / 86_400)} days",
    };

    /// <summary>The name of a weekday, 0 for Monday.</summary>
    public static string Weekday(int day) => Weekdays[day];

    /// <summary>A member of objects within one another, such as <c>all.cv</c>; null where any of them is missing or null.</summary>
    public static JsonElement? At(this JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return null;
        }

        return json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : json;
    }

    /// <summary>A number within objects; null where it is missing.</summary>
    public static double? NumberAt(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
