namespace LlmWorkload.Analyses;

/// <summary>The names of what makes requests a session.</summary>
public static class SessionRules
{
    /// <summary>The log's own session.</summary>
    public const string Id = "id";

    /// <summary>Requests of a user and model with no more than a gap between them.</summary>
    public const string Gap = "gap";

    /// <summary>Requests of a user and model whose input has room for the conversation before.</summary>
    public const string Chain = "chain";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Id, Gap, Chain];
}
