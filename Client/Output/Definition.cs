namespace LlmWorkload.Output;

/// <summary>A page that defines numbers, as a gallery shows it.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Html">
/// All below the heading, as parts of an HTML page. Ids of headings begin with <see cref="Definitions.PartPrefix"/>.
/// </param>
internal sealed record Definition(string Title, string Html);
