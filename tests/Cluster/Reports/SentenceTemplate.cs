using System.Text.Json;
using System.Text.RegularExpressions;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Reports;

/// <summary>
/// A sentence with places for what is of the log: <c>{all.cv}</c> a number, <c>{share:…}</c> a share, <c>{time:…}</c> seconds,
/// <c>{text:…}</c> a text, <c>{name:…}</c> the name of a model. A place names where in the summary it comes from, by a
/// <see cref="SummaryExpression"/> or, with <c>=</c>, one of the calculations. <c>(s)</c> is the ending of a plural.
/// </summary>
internal sealed partial class SentenceTemplate
{
    private readonly Regex _whole;
    private readonly List<(string Kind, string Source)> _places = [];

    /// <summary>Reads a template.</summary>
    /// <param name="folder">The folder of the analysis; empty for the run.</param>
    /// <param name="text">The sentence.</param>
    public SentenceTemplate(string folder, string text)
    {
        Folder = folder;
        var pattern = Place().Split(text).Select((part, at) => at % 2 == 0 ? Regex.Escape(part).Replace(@"\(s\)", "s?") : Group(part));
        _whole = new Regex($"^{string.Concat(pattern)}$");
    }

    /// <summary>The folder of the analysis; empty for the run.</summary>
    public string Folder { get; }

    /// <summary>Whether a sentence is this one.</summary>
    public bool Fits(string sentence) => _whole.IsMatch(sentence);

    /// <summary>Asserts that every number, text and name of a sentence is the summary's.</summary>
    /// <param name="summary">The summary.</param>
    /// <param name="sentence">The sentence, which fits.</param>
    /// <param name="calculations">What is calculated.</param>
    public void AssertHolds(JsonElement summary, string sentence, IReadOnlyDictionary<string, Func<JsonElement, object>> calculations)
    {
        var said = _whole.Match(sentence);
        for (var at = 0; at < _places.Count; at++)
        {
            var (kind, source) = _places[at];
            var value = said.Groups[at + 1].Value;
            if (kind is "text" or "name")
            {
                var text = source[0] == '=' ? (string)calculations[source[1..]](summary) : SummaryExpression.Text(summary, source);
                Assert.Equal(kind == "name" ? FigureNames.Label(text, 60) : text, value);
                continue;
            }

            var number = source[0] == '='
                ? Convert.ToDouble(calculations[source[1..]](summary), System.Globalization.CultureInfo.InvariantCulture)
                : SummaryExpression.Number(summary, source);
            if (kind == "share") SaidNumber.AssertShare(number, value, sentence);
            else if (kind == "time") SaidNumber.AssertTime(number, value, sentence);
            else SaidNumber.AssertIs(number, value, sentence);
        }
    }

    private string Group(string place)
    {
        var (kind, source) = place.Split(':', 2) is [var named, var of] ? (named, of) : ("", place);
        _places.Add((kind, source));
        return kind switch
        {
            "text" => "(.*?)",
            "name" => "(.+?)",
            "share" => $"({SaidNumber.SharePattern})",
            "time" => $"({SaidNumber.TimePattern})",
            _ => $"({SaidNumber.Pattern})",
        };
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Place();
}
