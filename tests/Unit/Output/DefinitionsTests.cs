using LlmWorkload.Analyses;
using LlmWorkload.Output;

namespace LlmWorkload.Tests.Output;

/// <summary>The pages that define analyses, as a gallery has them.</summary>
public sealed class DefinitionsTests
{
    public static TheoryData<string> Analyses => [.. AnalysisInfo.All.Select(analysis => analysis.Name)];

    [Theory]
    [MemberData(nameof(Analyses))]
    public void Every_analysis_has_a_page(string analysis) =>
        Assert.StartsWith("# ", Definitions.Text(Definitions.NameOf(AnalysisInfo.Find(analysis))), StringComparison.Ordinal);
}
