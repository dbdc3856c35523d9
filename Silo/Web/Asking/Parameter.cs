namespace LlmWorkload.Web;

/// <summary>A parameter of a query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says, and what is expected.</param>
internal sealed record Parameter(string Name, string Description)
{
    /// <summary>Whether it may be given several times.</summary>
    public bool IsRepeated { get; init; }
}
