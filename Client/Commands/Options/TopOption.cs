using System.CommandLine;
using System.Globalization;

namespace LlmWorkload.Commands;

/// <summary>The option <c>--top N|all</c>.</summary>
internal static class TopOption
{
    private const int Usual = 20;

    /// <summary>An option of this description.</summary>
    /// <param name="description">For the help.</param>
    /// <param name="usual">The number where it is not given.</param>
    public static Option<Limit> Create(string description, int usual = Usual) => new("--top")
    {
        Description = description,
        HelpName = "N|all",
        DefaultValueFactory = _ => new Limit(usual),
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (text.Equals("all", StringComparison.OrdinalIgnoreCase)) return new Limit(null);
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return new Limit(number);
            result.AddError($"--top is '{text}'; expected a number from 0 to {int.MaxValue}, or all.");
            return default;
        },
    };

    /// <summary>How many.</summary>
    /// <param name="Count">The number; null for all.</param>
    internal readonly record struct Limit(int? Count)
    {
        /// <summary>The number for what takes one; beyond any there is for all.</summary>
        public int Most => Count ?? int.MaxValue;

        public override string ToString() => Count is { } count ? count.ToString(CultureInfo.InvariantCulture) : "all";
    }
}
