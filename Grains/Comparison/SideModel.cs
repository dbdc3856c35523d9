namespace LlmWorkload.Comparison;

/// <summary>A model of one side.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Requests">Its rows.</param>
/// <param name="Tokens">Its input and output tokens together; missing ones add nothing.</param>
internal sealed record SideModel(string Id, string Name, long Requests, Int128 Tokens);
