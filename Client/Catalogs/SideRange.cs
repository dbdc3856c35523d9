using LlmWorkload.Reading;
using LlmWorkload.Scopes;

namespace LlmWorkload.Comparison;

/// <summary>A range of starts as a command line gives it.</summary>
/// <param name="From">The first instant; null from the beginning.</param>
/// <param name="To">The end; null to the end.</param>
internal readonly record struct SideRange(string? From, string? To)
{
    private const string Dots = "..";

    /// <summary>Reads <c>FROM..TO</c>, of which either end may be empty.</summary>
    /// <exception cref="WorkloadException">It is none.</exception>
    public static SideRange Parse(string option, string text)
    {
        var at = text.IndexOf(Dots, StringComparison.Ordinal);
        if (at < 0 || text.IndexOf(Dots, at + Dots.Length, StringComparison.Ordinal) >= 0)
            throw new WorkloadException($"{option} is '{text}'; expected FROM..TO, of which either end may be empty.") { IsInput = true };
        return new SideRange(OrNull(text[..at]), OrNull(text[(at + Dots.Length)..]));
    }

    /// <summary>
    /// The requests of a scope that started in the range; null for all. An end of the range stands before that of the scope.
    /// </summary>
    /// <param name="scope">The scope; null for all.</param>
    /// <param name="allowsNone">Whether there may be no such requests.</param>
    /// <exception cref="WorkloadException">An end is no instant.</exception>
    public Scope? Narrow(Scope? scope, bool allowsNone)
    {
        var narrowed = scope ?? Scope.All;
        narrowed = narrowed with { From = Instant(From) ?? narrowed.From, To = Instant(To) ?? narrowed.To };
        return narrowed with { AllowsNone = false } == Scope.All ? null : narrowed with { AllowsNone = allowsNone };
    }

    private static ScopeInstant? Instant(string? text) => text is null ? null : InstantText.Parse(text)
        ?? throw new WorkloadException($"A range has the end '{text}'; expected {InstantText.Expected}.") { IsInput = true };

    private static string? OrNull(string text) => text.Trim() is { Length: > 0 } said ? said : null;
}
