using LlmWorkload.Analyses;

namespace LlmWorkload.Tests.Analyses;

/// <summary>An analysis keeps the results that were asked for last, within a bound.</summary>
public sealed class AnalysisStateTests
{
    private static readonly AnalysisOptions Usual = new();
    private static readonly AnalysisOptions Other = new(ReportTimeZone: "Asia/Tokyo");

    [Fact]
    public void Two_who_ask_with_different_options_keep_both_results()
    {
        var state = new AnalysisState().With(Usual, Result(1, 10)).With(Other, Result(1, 20));
        Assert.Equal(10, state.Find(Usual, 1)!.Summary.Length);
        Assert.Equal(20, state.Find(Other, 1)!.Summary.Length);
        Assert.Null(state.Find(Usual, 2));
    }

    [Fact]
    public void Who_asks_for_thinned_tables_has_the_same_result()
    {
        var state = new AnalysisState().With(Usual, Result(1, 10));
        Assert.Equal(10, state.Find(Usual with { ThinData = true }, 1)!.Summary.Length);
        Assert.Equal(11, Assert.Single(state.With(Usual with { ThinData = true }, Result(1, 11)).Results).Result.Summary.Length);
    }

    [Fact]
    public void Results_of_an_older_version_go()
    {
        var state = new AnalysisState().With(Usual, Result(1, 10)).With(Other, Result(2, 20));
        Assert.Null(state.Find(Usual, 1));
        Assert.Single(state.Results);
    }

    [Fact]
    public void The_oldest_goes_where_they_are_too_many()
    {
        var state = Enumerable.Range(1, 9).Aggregate(new AnalysisState(), (all, top) => all.With(new AnalysisOptions(top), Result(1, top)));
        Assert.Null(state.Find(new AnalysisOptions(1), 1));
        Assert.All(Enumerable.Range(2, 8), top => Assert.NotNull(state.Find(new AnalysisOptions(top), 1)));
    }

    [Fact]
    public void The_newest_is_kept_whatever_its_size()
    {
        var state = new AnalysisState().With(Usual, Result(1, 10)).With(Other, Result(1, 20 << 20));
        Assert.NotNull(state.Find(Other, 1));
        Assert.Null(state.Find(Usual, 1));
    }

    [Fact]
    public void The_one_result_of_the_version_before_is_found_and_taken_along()
    {
        var older = new AnalysisState { Options = Usual, Result = Result(1, 10), Edition = AnalysisEdition.Current };
        Assert.NotNull(older.Find(Usual, 1));
        var state = older.With(Other, Result(1, 20));
        Assert.NotNull(state.Find(Usual, 1));
        Assert.Null(state.Options);
        Assert.Null(new AnalysisState { Options = Usual, Result = Result(1, 10) }.Find(Usual, 1));
    }

    [Fact]
    public void The_same_options_again_replace_their_result()
    {
        var state = new AnalysisState().With(Usual, Result(1, 10)).With(Usual, Result(1, 11));
        Assert.Equal(11, Assert.Single(state.Results).Result.Summary.Length);
    }

    private static AnalysisResult Result(long version, int bytes) =>
        new("folder", version, new byte[bytes], ["folder/figure"], Cached: false);
}
