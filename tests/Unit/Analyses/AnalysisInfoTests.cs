using System.Text.RegularExpressions;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LlmWorkload.Tests.Analyses;

/// <summary>The list of analyses is what there is: a class and a page for each line, and no others.</summary>
public sealed class AnalysisInfoTests
{
    [Fact]
    public void Every_line_has_a_class_and_every_class_a_line()
    {
        using var services = new ServiceCollection().AddAnalyses().BuildServiceProvider();
        Assert.Equal(AnalysisInfo.All, services.GetRequiredService<AnalysisRegistry>().All.Select(analysis => analysis.Info));
        Assert.Distinct(AnalysisInfo.All.Select(analysis => analysis.Name));
        Assert.Distinct(AnalysisInfo.All.Select(analysis => analysis.Folder));
    }

    [Fact]
    public void An_analysis_sees_the_options_that_concern_it()
    {
        var all = new AnalysisOptions(5, "m", true, "u", 7, 8, "1k", "users", "Asia/Tokyo");
        Assert.Equal(new AnalysisOptions(ThinData: true, ReportTimeZone: "Asia/Tokyo"), AnalysisInfo.Find("overview").Relevant(all));
        Assert.Equal(new AnalysisOptions(5, "m", SortBy: "users"), AnalysisInfo.Find("models").Relevant(all));
        Assert.Equal(new AnalysisOptions(Window: 7, MinRequests: 8, SizeClass: "1k"), AnalysisInfo.Find("diversity").Relevant(all));
        Assert.Equal(new AnalysisOptions(5, ThinData: true, Users: "u"), AnalysisInfo.Find("user-timelines").Relevant(all));
    }

    [Fact]
    public void Series_and_objectives_see_their_own_options_and_no_other_analysis_does()
    {
        var slo = new SloLimits(1, null, 2);
        var all = new AnalysisOptions(5, "m", true) { EverySeconds = 60, By = "user", Groups = 3, Show = "requests", Slo = slo };
        Assert.Equal(
            new AnalysisOptions { EverySeconds = 60, By = "user", Groups = 3, Show = "requests" },
            AnalysisInfo.Find("series").Relevant(all));
        Assert.Equal(new AnalysisOptions(5, "m") { Slo = slo }, AnalysisInfo.Find("slo").Relevant(all));
        Assert.Equal(new AnalysisOptions(ThinData: true), AnalysisInfo.Find("users").Relevant(all));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_those_that_there_are()
    {
        var failure = Assert.Throws<WorkloadException>(() => AnalysisInfo.Find("token"));
        Assert.True(failure.IsInput);
        Assert.Contains("tokens", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kernels_that_analyses_share_are_known_once()
    {
        using var services = new ServiceCollection().AddAnalyses().BuildServiceProvider();
        var declared = services.GetRequiredService<AnalysisRegistry>().All.SelectMany(analysis => analysis.ModelKernels)
            .Select(kernel => kernel.QuestionType).ToList();
        var known = services.GetRequiredService<KernelRegistry>().Models.Select(kernel => kernel.QuestionType).ToList();
        Assert.True(declared.Count > declared.Distinct().Count());
        Assert.Distinct(known);
        Assert.Superset(declared.ToHashSet(), known.ToHashSet());
    }
}
