using System.Globalization;

namespace LlmWorkload.Comparison;

/// <summary>Differences and verdicts in plain words.</summary>
internal static class DifferenceWords
{
    private const double MostTimes = 10;

    /// <summary>A difference, such as <c>ttft p99 +38 % (0.91 s → 1.26 s), D = 0.14</c>.</summary>
    public static string Of(ComparedDifference difference)
    {
        if (difference.IsShare) return $"{Share(difference.Name, difference.Part)}: {Change(difference)}";
        var model = difference.Model is { } name ? $" of {name}" : "";
        var values = $"{Value(difference.Name, difference.A)} → {Value(difference.Name, difference.B)}";
        return $"{difference.Name} {difference.Part}{model} {Relative(difference.A, difference.B)} ({values}), "
            + $"D = {Number(difference.Distance, 2)}";
    }

    /// <summary>Why a gate holds or does not.</summary>
    public static string Of(GateVerdict verdict)
    {
        if (verdict.Value is not { } value)
        {
            if (verdict.Holds) return "no value, which is ignored";
            return GateKey.Parse(verdict.Gate.Key).Model is { } model
                ? $"no value: '{model}' is no model of both sides with enough values (--min-compare), or A has 0"
                : "no value: a side has none, or A has 0";
        }

        var sides = verdict is { A: { } a, B: { } b } && GateKey.Parse(verdict.Gate.Key).Name is { } name
            ? $" ({Value(name, a)} → {Value(name, b)})"
            : "";
        var (within, beyond) = verdict.Gate.IsMinimum ? ("at least", "below") : ("at most", "above");
        return $"{Number(value, 4)}{sides}, {(verdict.Holds ? within : beyond)} {Number(verdict.Gate.Limit, 6)}";
    }

    /// <summary>A number with so many significant digits; whole ones from 1,000 on have all of theirs.</summary>
    public static string Number(double value, int digits)
    {
        if (value == 0) return "0";
        var decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15);
        var text = value.ToString($"N{decimals}", CultureInfo.InvariantCulture);
        return decimals == 0 ? text : text.TrimEnd('0').TrimEnd('.');
    }

    private static string Relative(double a, double b) => (a, b / a) switch
    {
        (0, _) => "from 0",
        (_, 0) => "to 0",
        (_, <= 1 / MostTimes and var times) => $"÷{Number(1 / times, 3)}",
        (_, >= MostTimes and var times) => $"×{Number(times, 3)}",
        (_, var times) => Signed((times - 1) * 100, " %"),
    };

    private static string Change(ComparedDifference share) =>
        $"{Percent(share.A)} → {Percent(share.B)} ({Signed(100 * (share.B - share.A), " points")})";

    private static string Percent(double share) => $"{Number(100 * share, 3)} %";

    private static string Signed(double value, string unit) =>
        $"{(value < 0 ? "−" : "+")}{Number(Math.Abs(value), Math.Abs(value) < 1 ? 1 : 2)}{unit}";

    private static string Value(string name, double value) => ComparedNames.IsSeconds(name) || name == "span_seconds"
        ? Seconds(value)
        : Number(value, 3);

    private static string Seconds(double value) => value switch
    {
        0 or >= 0.1 => $"{Number(value, 3)} s",
        >= 0.0001 => $"{Number(value * 1e3, 3)} ms",
        _ => $"{Number(value * 1e6, 3)} µs",
    };

    private static string Share(string name, string key) => name switch
    {
        "model_requests" => $"requests of model {key}",
        "model_tokens" => $"tokens of model {key}",
        "function" => $"requests of function {key}",
        "size_class" => $"models of size class {key}",
        "hour" => $"requests at hour {key}",
        "weekday" => $"requests on weekday {key} ({Day(key)})",
        _ => $"{name} {key}",
    };

    // Days count from Monday, 0.
    private static string Day(string key) => CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(
        (DayOfWeek)((int.Parse(key, CultureInfo.InvariantCulture) + 1) % 7));
}
