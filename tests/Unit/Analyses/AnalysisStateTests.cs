using LlmWorkload.Analyses;

namespace LlmWorkload.Tests.Analyses;

public sealed class AnalysisStateTests
{
    private static readonly AnalysisResult s_result = new("overview", 7, [], [], Cached: false);

    [Fact]
    public void A_result_answers_the_same_question_about_the_same_rows_by_the_same_definitions()
    {
        var state = new AnalysisState { Options = new AnalysisOptions(), Result = s_result, Edition = AnalysisEdition.Current };

        Assert.Same(s_result, state.Find(new AnalysisOptions(), 7));
        Assert.Null(state.Find(new AnalysisOptions(), 8));
        Assert.Null(state.Find(new AnalysisOptions(Top: 1), 7));
    }

    [Fact]
    public void A_result_from_before_the_definitions_changed_is_not_used() =>
        Assert.Null(new AnalysisState { Options = new AnalysisOptions(), Result = s_result }.Find(new AnalysisOptions(), 7));
}
