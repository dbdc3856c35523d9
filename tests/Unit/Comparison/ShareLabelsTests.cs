using LlmWorkload.Comparison;

namespace LlmWorkload.Tests.Comparison;

public sealed class ShareLabelsTests
{
    private static readonly SideModel[] A = [Model("1", "chat"), Model("2", "code"), Model("3", "code")];
    private static readonly SideModel[] B = [Model("1", "renamed"), Model("4", "new")];

    [Fact]
    public void Models_have_their_names_that_of_A_first_and_their_ids_where_names_are_alike() => Assert.Equal(
        [("1", "chat"), ("2", "code (2)"), ("3", "code (3)"), ("4", "new")],
        ShareLabels.Names("model_tokens", A, B, ["1", "2", "3", "4", "5"]).Select(name => (name.Key, name.Value)));

    [Fact]
    public void Keys_of_other_shares_stay() => Assert.Empty(ShareLabels.Names("function", A, B, ["1"]));

    [Fact]
    public void Long_names_are_cut_in_the_middle_and_stay_different()
    {
        var (one, other) = (Long('x'), Long('y'));
        var labels = ShareLabels.Shorten([one, "short", other]);
        Assert.Equal("short", labels[1]);
        Assert.All(labels, label => Assert.True(label.Length <= 36, label));
        Assert.Equal(3, labels.Distinct().Count());
        Assert.StartsWith("organisation/", labels[0], StringComparison.Ordinal);
        Assert.EndsWith("#2", labels[2], StringComparison.Ordinal);
    }

    private static string Long(char middle) => $"organisation/a-model-of-{new string(middle, 20)}-billion-parameters";

    private static SideModel Model(string id, string name) => new(id, name, 1, 1);
}
