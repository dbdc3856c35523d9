using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Models;

namespace LlmWorkload.Tests.Ingestion;

public sealed class ModelRoutingTests
{
    private static readonly DatasetOptions Split = new(ChunkRecords: 3_200, ModelParts: 8);

    [Theory]
    [InlineData(99, null)]
    [InlineData(100, 0)]
    [InlineData(3_200, 0)]
    public void A_model_goes_to_a_part_from_a_32nd_of_a_whole_chunk_on(int rows, int? part) =>
        Assert.Equal(new ModelPlace("m", part), ModelRouting.PlaceOf("m", rows, file: 0, chunk: 0, Split));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Without_parts_every_row_goes_to_the_models_own_grain(int parts) =>
        Assert.Equal(new ModelPlace("m"), ModelRouting.PlaceOf("m", 3_200, file: 0, chunk: 0, Split with { ModelParts = parts }));

    [Fact]
    public void Parts_take_turns_of_one_chunk_then_two_then_four() =>
        Assert.Equal([0, 1, 2, 0, 0, 1, 1, 2, 2, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 0], Enumerable.Range(0, 22)
            .Select(chunk => PartOf(file: 0, chunk, parts: 3)));

    [Fact]
    public void Files_begin_at_different_parts() =>
        Assert.Equal([0, 1, 2, 0, 1], Enumerable.Range(0, 5).Select(file => PartOf(file, chunk: 0, parts: 3)));

    [Fact]
    public void Many_chunks_are_shared_out_and_lie_in_few_runs()
    {
        int[] parts = [.. Enumerable.Range(0, 400).Select(chunk => PartOf(file: 3, chunk, parts: 8))];

        Assert.All(parts.CountBy(part => part), part => Assert.InRange(part.Value, 25, 100));
        Assert.InRange(parts.Zip(parts.Skip(1)).Count(pair => pair.First != pair.Second), 1, 48);
    }

    [Fact]
    public void Models_with_fewer_than_64_rows_go_to_buckets() =>
        Assert.Equal([1, 3], ModelRouting.Bucketed([64, 63, 0, 1, 500], new DatasetOptions(ModelBuckets: 1)));

    [Theory]
    [InlineData(127, 0)]
    [InlineData(128, 128)]
    public void With_fewer_than_two_models_a_bucket_none_goes_there(int models, int bucketed) =>
        Assert.Equal(bucketed, ModelRouting.Bucketed([.. Enumerable.Repeat(5, models)], new DatasetOptions()).Length);

    [Fact]
    public void Without_buckets_no_model_goes_there() =>
        Assert.Empty(ModelRouting.Bucketed([.. Enumerable.Repeat(1, 1_000)], new DatasetOptions(ModelBuckets: 0)));

    [Fact]
    public void A_model_that_goes_to_a_part_goes_to_no_bucket() =>
        Assert.Equal([0, 1], ModelRouting.Bucketed([9, 9, 10], new DatasetOptions(ChunkRecords: 320, ModelParts: 8, ModelBuckets: 1)));

    private static int PartOf(int file, int chunk, int parts) =>
        ModelRouting.PlaceOf("m", 3_200, file, chunk, Split with { ModelParts = parts }).Part!.Value;
}
