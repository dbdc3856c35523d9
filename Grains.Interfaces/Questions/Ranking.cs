namespace LlmWorkload.Questions;

/// <summary>What models or users are ordered by: the most first, ties by id.</summary>
public enum Ranking
{
    /// <summary>Requests.</summary>
    Requests,

    /// <summary>Input and output tokens.</summary>
    Tokens,

    /// <summary>Cost in US dollars.</summary>
    Cost,

    /// <summary>Requests that failed.</summary>
    Failed,
}
