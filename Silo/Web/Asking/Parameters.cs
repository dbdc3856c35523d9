using System.Globalization;
using LlmWorkload.Reading;

namespace LlmWorkload.Web;

/// <summary>The parameters of a request. What is not known is refused with the nearest name.</summary>
internal sealed class Parameters
{
    private readonly IQueryCollection _query;

    private Parameters(IQueryCollection query) => _query = query;

    /// <summary>The parameters of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="known">Those that there are.</param>
    /// <exception cref="Refusal">One is not known, or given more often than it may be.</exception>
    public static Parameters Of(HttpContext context, params IReadOnlyList<Parameter> known)
    {
        foreach (var (name, values) in context.Request.Query)
        {
            if (known.FirstOrDefault(each => each.Name == name) is not { } parameter) throw Unknown(name, known);
            if (!parameter.IsRepeated && values.Count > 1) throw Bad($"{name} is given {values.Count} times; expected one.");
        }

        return new Parameters(context.Request.Query);
    }

    /// <summary>A refusal of a parameter.</summary>
    public static Refusal Bad(string detail, string? nearest = null) => new(StatusCodes.Status400BadRequest, detail, nearest);

    /// <summary>Whether it is given.</summary>
    public bool Has(string name) => _query.ContainsKey(name);

    /// <summary>A text; null where it is not given.</summary>
    /// <exception cref="Refusal">It is empty.</exception>
    public string? Text(string name)
    {
        if (!Has(name)) return null;
        var text = _query[name].ToString();
        return string.IsNullOrWhiteSpace(text) ? throw Bad($"{name} is empty.") : text;
    }

    /// <summary>A text that may be empty; null where it is not given.</summary>
    public string? AnyText(string name) => Has(name) ? _query[name].ToString() : null;

    /// <summary>All texts of a parameter that may be repeated.</summary>
    /// <exception cref="Refusal">One is empty.</exception>
    public IReadOnlyList<string> Texts(string name) => [.. _query[name].Select(text =>
        text is null || text.Trim(',', ' ').Length == 0 ? throw Bad($"{name} is empty.") : text)];

    /// <summary>What a text is parsed to; null where it is not given.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="expected">What it is expected to be, in words.</param>
    /// <param name="parse">Parses it; null for a text that is none.</param>
    /// <exception cref="Refusal">It is not what is expected.</exception>
    public T? Value<T>(string name, string expected, Func<string, T?> parse)
        where T : struct =>
        Text(name) is not { } text ? null : parse(text) ?? throw Bad($"{name} is '{text}'; expected {expected}.");

    /// <summary>As <see cref="Value{T}(string, string, Func{string, T?})"/>.</summary>
    public T? Object<T>(string name, string expected, Func<string, T?> parse)
        where T : class =>
        Text(name) is not { } text ? null : parse(text) ?? throw Bad($"{name} is '{text}'; expected {expected}.");

    /// <summary>One of some names; null where it is not given.</summary>
    /// <exception cref="Refusal">It is none of them.</exception>
    public string? OneOf(string name, IReadOnlyList<string> values)
    {
        if (Text(name) is not { } text || values.Contains(text)) return Text(name);
        var nearest = NearestName.Of(text, values);
        throw Bad($"{name} is '{text}'{NearestName.Words(nearest)}; expected {string.Join(", ", values)}.", nearest);
    }

    /// <summary>A time zone by its name; null where it is not given.</summary>
    /// <exception cref="Refusal">This machine does not know it.</exception>
    public TimeZoneInfo? Zone(string name)
    {
        if (Text(name) is not { } text) return null;
        if (ReadingTexts.Zone(text) is { } zone) return zone;
        var (words, nearest) = ReadingTexts.UnknownZone(name, text);
        throw Bad(words, nearest);
    }

    /// <summary>A whole number; null where it is not given.</summary>
    public long? Whole(string name, long least, long most) => Value<long>(
        name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least
            && number <= most ? number : null);

    /// <summary>A switch: given without a value, or as true or false.</summary>
    public bool Switch(string name) => Has(name) && (_query[name].ToString().Length == 0 || OneOf(name, ["true", "false"]) == "true");

    private static Refusal Unknown(string name, IReadOnlyList<Parameter> known)
    {
        var names = known.Select(each => each.Name).ToList();
        var nearest = NearestName.OrPartOf(name, names);
        var there = names.Count == 0 ? "There are none." : $"There are: {string.Join(", ", names)}.";
        return Bad($"There is no parameter '{name}'{NearestName.Words(nearest)}. {there}", nearest);
    }
}
