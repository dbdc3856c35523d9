namespace LlmWorkload.Report;

/// <summary>Something that a study found, in a sentence.</summary>
/// <param name="Folder">The folder of the analysis that found it.</param>
/// <param name="Sentence">The sentence, with its numbers and n.</param>
/// <param name="Figure">The figure that shows it, below the folder and without its ending; null for none.</param>
internal sealed record Finding(string Folder, string Sentence, string? Figure = null);
