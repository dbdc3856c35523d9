using LlmWorkload.Questions;
using LlmWorkload.Scopes;

namespace LlmWorkload.Web;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Limit">The most entries of the page.</param>
/// <param name="By">What those with the most come first of.</param>
/// <param name="Search">A text that the id or name has, in any case; null for all.</param>
/// <param name="Scope">The rows that are meant; null for all.</param>
/// <param name="At">Where the page begins; null for the beginning.</param>
internal sealed record ListParameters(int Limit, Ranking By, string? Search, Scope? Scope, Cursor? At)
{
    private const int Usual = 20;
    private const int Most = 1_000;

    private static readonly string[] Orders = [.. Enum.GetNames<Ranking>().Select(name => $"-{name.ToLowerInvariant()}")];

    /// <summary>The parameters.</summary>
    public static IReadOnlyList<Parameter> All { get; } =
    [
        new("limit", $"The most entries of a page, 1 to {Most} (default: {Usual})"),
        new("cursor", "Where the page begins, as Link of the page before says"),
        new("sort", $"What those with the most come first of: {string.Join(", ", Orders)} (default: {Orders[0]})"),
        new("q", "A text that the id or name has, in any case"),
        .. ScopeParameters.All,
    ];

    /// <summary>Reads them.</summary>
    /// <exception cref="Refusal">One is not what is expected.</exception>
    public static ListParameters Read(Parameters given) => new(
        (int)(given.Whole("limit", 1, Most) ?? Usual),
        (Ranking)Math.Max(0, Array.IndexOf(Orders, given.OneOf("sort", Orders))),
        given.Text("q"),
        ScopeParameters.Read(given),
        given.Value("cursor", "one that Link of the page before has", Cursor.Parse));

    /// <summary>How many entries come before the page.</summary>
    /// <exception cref="Refusal">The page before was of another version of the dataset.</exception>
    public int Offset(long version) => At switch
    {
        null => 0,
        { } cursor when cursor.Version == version => cursor.Offset,
        _ => throw new Refusal(StatusCodes.Status410Gone, "The dataset has changed since the page before; begin with the first page."),
    };

    /// <summary>Whether a text is searched for.</summary>
    public bool Fits(string text) => Search is null || text.Contains(Search, StringComparison.OrdinalIgnoreCase);

    /// <summary>The query of the next page; null where there is none.</summary>
    /// <param name="query">The query of this page.</param>
    /// <param name="version">The dataset's version.</param>
    /// <param name="from">How many entries come before this page.</param>
    /// <param name="found">How many there are from there on: more than the page has where another follows.</param>
    public QueryString? Next(IQueryCollection query, long version, int from, int found) => found <= Limit
        ? null
        : QueryString.Create(query.Where(pair => pair.Key != "cursor")).Add("cursor", new Cursor(version, from + Limit).ToString());
}
