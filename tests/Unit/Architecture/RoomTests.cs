namespace LlmWorkload.Tests.Architecture;

/// <summary>The house: no circles between rooms, and no arrow that the map in CONTRIBUTING.md forbids.</summary>
public sealed class RoomTests
{
    private const int MostFiles = 30;

    // What the rooms of a family have in common, below its folder.
    private static readonly string[] Shared =
        ["Client/Reading/Files", "Client/Reading/JsonValues", "Client/Reading/Mapping", "Client/Reading/Rows", "Client/Reading/Values"];

    private static IEnumerable<(string From, string To)> Arrows => SourceTree.Instance.Arrows;

    [Fact]
    public void Arrows_are_found()
    {
        Assert.Contains(("Client/Ingestion/ChunkEncoder.cs", "Grains.Interfaces/Segments/Codec/SegmentWriter.cs"), Arrows);
        Assert.Contains(("Grains/Analyses/Overview/Overview.cs", "Grains/Columns/ColumnValues.cs"), Arrows);
        Assert.Contains(("Grains/Analyses/Tokens/TokenDistributions.cs", "Grains.Interfaces/Text/JsonText.cs"), Arrows);
    }

    [Fact]
    public void No_rooms_name_one_another_in_a_circle()
    {
        var rooms = Arrows.Select(arrow => (From: SourceTree.RoomOf(arrow.From), To: SourceTree.RoomOf(arrow.To)))
            .Where(arrow => arrow.From != arrow.To).ToHashSet();
        var left = rooms.SelectMany(arrow => new[] { arrow.From, arrow.To }).ToHashSet();

        // A room that names no other that is left, or that none names, is in no circle.
        while (left.RemoveWhere(room => !rooms.Any(arrow => arrow.From == room && left.Contains(arrow.To))
            || !rooms.Any(arrow => arrow.To == room && left.Contains(arrow.From))) > 0)
        {
        }

        Assert.Empty(left);
    }

    [Fact]
    public void The_client_names_the_silos_side_in_one_file() => Assert.Equal(
        ["Client/Hosting/EmbeddedCluster.cs"],
        Arrows.Where(arrow => arrow.From.StartsWith("Client/", StringComparison.Ordinal)
            && arrow.To.StartsWith("Grains/", StringComparison.Ordinal)).Select(arrow => arrow.From).Distinct());

    [Theory]
    [InlineData("Grains/Kernels/", "Grains/Kernels/", "Grains.Interfaces/")]
    [InlineData("Grains/Columns/", "Grains/Columns/", "Grains/Kernels/", "Grains/Segments/", "Grains.Interfaces/")]
    [InlineData("Grains/Figures/Drawing/", "Grains/Figures/Drawing/", "Grains.Interfaces/")]
    [InlineData("Grains/Figures/Drawing/Series/", "Grains/Figures/Drawing/Series/", "Grains/Figures/Drawing/Axes/",
        "Grains/Figures/Drawing/Pixels/", "Grains/Figures/Drawing/Style/", "Grains.Interfaces/")]
    [InlineData("Grains/Comparison/", "Grains/Comparison/", "Grains/Analyses/", "Grains/Columns/", "Grains/Figures/", "Grains/Kernels/",
        "Grains/Users/", "Grains.Interfaces/")]
    [InlineData("Client/Comparison/", "Client/Comparison/", "Client/Output/", "Grains.Interfaces/")]
    [InlineData("Client/Reading/", "Client/Reading/", "Grains.Interfaces/")]
    [InlineData("Client/Generation/", "Client/Generation/", "Client/Pools/", "Grains.Interfaces/")]
    [InlineData("Client/Pools/", "Client/Pools/")]
    public void A_room_names_those_alone_that_lie_below_it(string room, params string[] below) =>
        Assert.DoesNotContain(Arrows, arrow =>
            arrow.From.StartsWith(room, StringComparison.Ordinal) && !below.Any(
                each => arrow.To.StartsWith(each, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Grains/Analyses/")]
    [InlineData("Grains/Storage/")]
    [InlineData("Client/Reading/")]
    public void Rooms_of_a_family_do_not_name_one_another(string family) => Assert.DoesNotContain(Arrows, arrow =>
        Member(arrow.From, family) is { } from && Member(arrow.To, family) is { } to && from != to);

    [Fact]
    public void Only_the_list_of_formats_names_a_format() => Assert.Equal(
        ["Client/Ingestion/RequestFormats.cs"],
        Arrows.Where(arrow => Member(arrow.To, "Client/Reading/") is not null && Member(arrow.From, "Client/Reading/") is null)
            .Select(arrow => arrow.From).Distinct());

    [Fact]
    public void No_room_has_more_than_thirty_files() => Assert.Empty(
        SourceTree.Instance.Paths.GroupBy(SourceTree.RoomOf).Where(room => room.Count() > MostFiles).Select(room => room.Key));

    [Fact]
    public void Lines_have_at_most_140_characters() => Assert.Empty(SourceTree.Instance.Paths.SelectMany(path =>
        File.ReadLines(Path.Combine(SourceTree.Root, path)).Select((line, number) => (Line: line, At: $"{path}:{number + 1}"))
            .Where(each => each.Line.Length > 140).Select(each => each.At)));

    // The room below a family's folder that a file lies in; null for one that lies in the folder itself or elsewhere.
    private static string? Member(string file, string family)
    {
        var end = file.StartsWith(family, StringComparison.Ordinal) ? file.IndexOf('/', family.Length) : -1;
        return end < 0 || Shared.Contains(file[..end]) ? null : file[..end];
    }
}
