namespace LlmWorkload.Web;

/// <summary>Who is logged in.</summary>
/// <param name="Name">What the key is called that was logged in with.</param>
/// <param name="Writes">Whether that key writes.</param>
internal sealed record Session(string Name, bool Writes);
