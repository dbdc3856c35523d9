using CsCheck;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

public class FigureNamesTests
{
    [Theory]
    [InlineData("8d3cdb8c-3aa5-41d0-aebd-114bd87226d1", "8d3cdb8c…26d1")]
    [InlineData("org/model (8d3cdb8c-3aa5-41d0-aebd-114bd87226d1)", "org/model (8d3cdb8c…26d1)")]
    [InlineData("8d3cdb8c-3aa5-41d0-aebd-114bd87226d1a", "8d3cdb8c-3aa5-41d0…ebd-114bd87226d1a")]
    [InlineData("org/model", "org/model")]
    public void Labels_show_the_ends_of_a_uuid(string name, string expected) => Assert.Equal(expected, FigureNames.Label(name));

    [Fact]
    public void Labels_of_names_that_differ_in_the_middle_are_cut_where_they_differ()
    {
        string[] names = ["a-vendor-of-long-names/Model-1-235B-A22B-Instruct-2507-FP8", "a-vendor-of-long-names/Model-12-235B-A22B-Instruct-2507-FP8",
            "other/Small-8B", "a-vendor-of-long-names/Model-1-235B-A22B-Instruct-2507-FP8"];

        Assert.Equal(
            ["…Model-1-235B-A22B-Instruct-2507-FP8", "…Model-12-235B-A22…Instruct-2507-FP8", "other/Small-8B",
                "…Model-1-235B-A22B-Instruct-2507-FP8"],
            FigureNames.Labels(names));
        Assert.Equal(["…Model-1-…", "…Model-12…", "other…l-8B", "…Model-1-…"], FigureNames.Labels(names, 10));
    }

    [Fact]
    public void Labels_of_different_names_differ_and_are_as_short_as_they_must_be() =>
        Gen.String[Gen.Char["ab/-"], 0, 30].Array[1, 12].Select(Gen.Int[6, 20]).Sample((names, most) =>
        {
            var labels = FigureNames.Labels(names, most);

            Assert.Equal(names.Length, labels.Count);
            Assert.All(labels, label => Assert.InRange(label.Length, 0, most));
            Assert.Equal(names.Distinct().Count(), names.Zip(labels).Distinct().Count());
        });

    [Theory]
    [InlineData("deepseek-ai/DeepSeek-V3.1", "deepseek-ai_DeepSeek-V3.1")]
    [InlineData("a b\tc:d", "a_b_c_d")]
    [InlineData("é😀x", "é_x")]
    [InlineData("e\u0301x", "éx")]
    [InlineData("通义/千问-72B", "通义_千问-72B")]
    [InlineData("модель:7B", "модель_7B")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("", "_")]
    [InlineData(".", "_")]
    [InlineData("..", "__")]
    [InlineData("../etc", ".._etc")]
    public void A_file_name_keeps_only_safe_characters(string name, string expected) =>
        Assert.Equal(expected, FigureNames.FileName(name));

    [Fact]
    public void A_file_name_has_at_most_120_characters() =>
        Assert.Equal(new string('x', 120), FigureNames.FileName(new string('x', 500)));

    [Fact]
    public void A_file_name_of_any_script_fits_a_file_system()
    {
        var name = FigureNames.FileName(new string('千', 500));

        Assert.Equal(66, name.Length);
        Assert.All(
            FigureNames.Unique([("1", new string('千', 500)), ("2", new string('千', 500))]).Values,
            file => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(file), 1, 240));
    }

    [Fact]
    public void Names_that_differ_in_composition_alone_get_hashes() =>
        Assert.Equal(2, FigureNames.Unique([("1", "caf\u00e9"), ("2", "cafe\u0301")]).Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Theory]
    [InlineData("short", 36, "short")]
    [InlineData("abcdefghij", 5, "ab…ij")]
    [InlineData("abcdefghij", 6, "abc…ij")]
    [InlineData("abcdefghij", 1, "…")]
    [InlineData("abc…defghij", 7, "abc…hij")]
    [InlineData("abcdef…ghij", 8, "abcd…hij")]
    [InlineData("abcdef…hij", 7, "abc…hij")]
    public void Long_names_are_cut_in_the_middle(string name, int most, string expected) =>
        Assert.Equal(expected, FigureNames.Shorten(name, most));

    [Fact]
    public void A_cut_never_halves_a_surrogate_pair() =>
        Assert.Equal("a…b", FigureNames.Shorten("a😀😀😀b", 4));

    [Fact]
    public void Colliding_names_get_the_hash_of_their_id()
    {
        // printf id1 | sha256sum → f3436f50…, printf id2 | sha256sum → b459afdd…
        var files = FigureNames.Unique([("id1", "a/b"), ("id2", "A_B"), ("id3", "c")]);

        Assert.Equal("a_b-f3436f50", files["id1"]);
        Assert.Equal("A_B-b459afdd", files["id2"]);
        Assert.Equal("c", files["id3"]);
    }

    [Fact]
    public void A_tagged_name_that_meets_a_plain_one_leaves_all_names_apart()
    {
        var files = FigureNames.Unique([("id1", "a"), ("id2", "A"), ("id3", "a-f3436f50")]);

        Assert.Equal(3, files.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Long_colliding_names_stay_within_120_characters()
    {
        string name = new('n', 200);

        var files = FigureNames.Unique([("id1", name), ("id2", name)]);

        Assert.All(files.Values, f => Assert.Equal(120, f.Length));
        Assert.NotEqual(files["id1"], files["id2"]);
    }

    [Theory]
    [InlineData("input_tokens_cdf.csv")]
    [InlineData("summary.JSON")]
    [InlineData("a/input_tokens_cdf.png")]
    public void A_folder_is_not_called_as_a_file_beside_it_may_be(string name) =>
        Assert.Matches("^[A-Za-z_.]+-[0-9a-f]{8}$", FigureNames.Unique([("id", name)])["id"]);
}
