using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace LlmWorkload.Commands;

/// <summary>Options that are numbers.</summary>
internal static class NumberOption
{
    /// <summary>An option whose mistakes are told with the value given and what was expected.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">For the help.</param>
    /// <param name="initial">The value where it is not given.</param>
    /// <param name="least">The smallest value allowed; null where something else checks the range.</param>
    /// <param name="most">The largest value allowed; null where something else checks the range.</param>
    /// <param name="unit">What the help shows as its value.</param>
    public static Option<T> Create<T>(string name, string description, T initial, T? least = null, T? most = null, string unit = "N")
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = unit,
            DefaultValueFactory = _ => initial,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                var style = typeof(T) == typeof(double) ? NumberStyles.Float : NumberStyles.AllowLeadingSign;
                if (T.TryParse(text, style, CultureInfo.InvariantCulture, out var value) && !(value < least) && !(value > most)
                    && T.IsFinite(value))
                    return value;
                var kind = typeof(T) == typeof(double) ? "a number" : "a whole number";
                var range = least is null || most is null ? "" : string.Create(CultureInfo.InvariantCulture, $" from {least} to {most}");
                result.AddError($"{name} is '{text}'; expected {kind}{range}.");
                return initial;
            },
        };
}
