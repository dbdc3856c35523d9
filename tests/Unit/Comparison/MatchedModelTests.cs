using LlmWorkload.Comparison;

namespace LlmWorkload.Tests.Comparison;

/// <summary>Which model of one side is which of the other.</summary>
public sealed class MatchedModelTests
{
    [Fact]
    public void Models_match_by_id_and_those_left_by_a_name_that_one_alone_bears()
    {
        var matched = MatchedModel.Of(
            [Model("a", "llama"), Model("b", "qwen"), Model("c", "twin"), Model("d", "twin"), Model("e", "gone")],
            [Model("x", "qwen"), Model("a", "other"), Model("y", "twin"), Model("z", "new")]);

        Assert.Equal([("a", "a"), ("b", "x")], matched.Select(model => (model.Id, model.IdB)));
        Assert.Equal([(0, 1), (1, 0)], matched.Select(model => (model.A, model.B)));
    }

    [Fact]
    public void A_name_of_a_model_that_matched_by_id_does_not_stand_in_the_way()
    {
        var matched = MatchedModel.Of([Model("a", "llama"), Model("b", "llama")], [Model("a", "llama"), Model("c", "llama")]);

        Assert.Equal([("a", "a"), ("b", "c")], matched.Select(model => (model.Id, model.IdB)));
    }

    private static SideModel Model(string id, string name) => new(id, name, 1, 0);
}
