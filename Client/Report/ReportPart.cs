namespace LlmWorkload.Report;

/// <summary>What an analysis says in a section of a report.</summary>
/// <param name="Folder">The folder of the analysis.</param>
/// <param name="Findings">Its sentences; at least one.</param>
internal sealed record ReportPart(string Folder, IReadOnlyList<Finding> Findings);
