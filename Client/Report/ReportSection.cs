namespace LlmWorkload.Report;

/// <summary>A section of a report.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Parts">What each analysis says, in order.</param>
internal sealed record ReportSection(string Title, IReadOnlyList<ReportPart> Parts)
{
    /// <summary>What its address ends with.</summary>
    public string Anchor => Title.ToLowerInvariant().Replace(' ', '-');
}
