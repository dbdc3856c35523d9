using LlmWorkload.Placement;

namespace LlmWorkload.Tests.Placement;

public sealed class SpreadPlacementTests
{
    [Theory]
    [InlineData(3, 22)]
    [InlineData(5, 13)]
    public void Partitions_of_a_dataset_go_to_one_silo_after_the_other(int silos, int most)
    {
        var perSilo = Enumerable.Range(0, 64)
            .CountBy(number => SpreadPlacement.TurnOf(GrainKeys.Partition("d@1", number)) % (uint)silos).ToList();

        Assert.Equal(silos, perSilo.Count);
        Assert.All(perSilo, silo => Assert.InRange(silo.Value, most - 1, most));
    }

    [Fact]
    public void Parts_of_several_models_begin_at_several_silos() =>
        Assert.Equal(3, Enumerable.Range(0, 30)
            .Select(model => SpreadPlacement.TurnOf(GrainKeys.ModelPart("d@1", $"model-{model}", 0)) % 3).Distinct().Count());

    [Fact]
    public void Models_with_ids_of_any_kind_are_spread_by_chance()
    {
        var random = new Random(1);
        var ids = Enumerable.Range(0, 3_000).Select(
            _ => new Guid(Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256)).ToArray()).ToString());

        var perSilo = ids.CountBy(id => SpreadPlacement.TurnOf(GrainKeys.Model("d@1", id)) % 3);

        Assert.All(perSilo, silo => Assert.InRange(silo.Value, 900, 1_100));
    }

    [Fact]
    public void A_key_has_the_same_turn_every_time_whatever_digits_it_ends_in()
    {
        foreach (var key in (string[])["", "7", "m:d@1/model", "m:d@1/12345678901234567890", "s:d@1/model/007"])
            Assert.Equal(SpreadPlacement.TurnOf(key), SpreadPlacement.TurnOf(key));
        Assert.Equal(SpreadPlacement.TurnOf("s:d@1/model/007") + 1, SpreadPlacement.TurnOf("s:d@1/model/008"));
        Assert.Equal(SpreadPlacement.TurnOf("s:d@1/model/009") + 1, SpreadPlacement.TurnOf("s:d@1/model/010"));
    }
}
