using System.Text.RegularExpressions;
using LlmWorkload.Datasets;

namespace LlmWorkload.Output;

/// <summary>
/// Columns that no field is read from, and that look by their names like a field that the file does not have otherwise: tokens, times, a
/// model.
/// </summary>
internal static partial class NamedDoubts
{
    // A name with one of these is of something else: session_token, max_tokens, token_price, time_zone.
    private static readonly string[] Others =
        ["id", "hash", "key", "type", "name", "price", "cost", "limit", "max", "min", "session", "access", "auth", "zone", "count"];

    private static readonly string[] Tokens = ["token", "tokens", "tok", "toks"];
    private static readonly string[] Lengths = ["length", "len", "size"];
    private static readonly string[] Sides = ["prompt", "input", "context", "request", "completion", "output", "response", "generated"];
    private static readonly string[] Firsts = ["ttft", "prefill"];

    private static readonly string[] Times =
    [
        "time", "timestamp", "datetime", "date", "ts", "latency", "duration", "elapsed", "ttft", "ms", "msec", "millis",
        "seconds", "secs", "us", "ns", "at", "end", "ended", "finished", "completed", "start", "started",
    ];

    private static readonly string[] Models = ["model", "llm"];

    /// <summary>The doubts of a file: the columns, and what they look like.</summary>
    public static IEnumerable<(string Kind, IReadOnlyList<string> Columns)> Of(CatalogFile file)
    {
        var absent = AbsentFields.Of(file);
        if (absent.Contains("input_tokens") || absent.Contains("output_tokens"))
            yield return ("token counts", Named(file, IsTokens));
        var hasDuration = !absent.Contains("duration") || !absent.Contains("completed");
        if (!hasDuration) yield return ("times", Named(file, words => words.Any(Times.Contains)));
        else if (absent.Contains("ttft")) yield return ("times", Named(file, IsFirst));
        if (absent.Contains("model") || file.Reading.StartsWith("model=", StringComparison.Ordinal))
            yield return ("a model", Named(file, words => words.Any(Models.Contains)));
    }

    private static bool IsTokens(IReadOnlyList<string> words) =>
        words.Any(Tokens.Contains) || (words.Any(Lengths.Contains) && words.Any(Sides.Contains));

    private static bool IsFirst(IReadOnlyList<string> words) =>
        words.Any(Firsts.Contains) || (words.Contains("first") && words.Any(word => Tokens.Contains(word) || Times.Contains(word)));

    private static IReadOnlyList<string> Named(CatalogFile file, Func<IReadOnlyList<string>, bool> isLike) =>
        [.. file.Columns.Ignored.Where(column => Words(column) is var words && !words.Any(Others.Contains) && isLike(words))];

    private static string[] Words(string name) => [.. Word().Matches(name).Select(word => word.Value.ToLowerInvariant())];

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Word();
}
