using System.CommandLine;
using LlmWorkload.Questions;

namespace LlmWorkload.Commands;

/// <summary>The option <c>--by</c>: what models or users are ordered by.</summary>
internal static class RankingOption
{
    private static readonly string[] Names = [.. Enum.GetNames<Ranking>().Select(name => name.ToLowerInvariant())];

    public static Option<Ranking> Create()
    {
        var option = new Option<Ranking>("--by")
        {
            Description = "What those with the most come first of: requests, tokens (input and output), cost or failed requests (default: "
                + "requests)",
            HelpName = string.Join('|', Names),
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                var at = Array.FindIndex(Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
                if (at >= 0) return (Ranking)at;
                result.AddError($"--by is '{text}'{UnknownWords.Nearest(text, Names)}; expected one of {string.Join(", ", Names)}.");
                return default;
            },
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(Names);
        return option;
    }
}
