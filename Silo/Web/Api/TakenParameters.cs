namespace LlmWorkload.Web;

/// <summary>The parameters that a resource takes, for the OpenAPI document.</summary>
/// <param name="All">The parameters.</param>
internal sealed record TakenParameters(IReadOnlyList<Parameter> All);
