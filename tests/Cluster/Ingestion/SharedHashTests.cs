using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Tests;

public sealed class SharedHashTests(WorkloadCluster cluster) : IClassFixture<WorkloadCluster>
{
    [Fact]
    public async Task Two_user_ids_of_one_hash_are_refused_with_both_names_and_the_remedy()
    {
        var partition = cluster.Grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition("shared-hash", 0));
        await partition.AppendAsync(Segment(chunk: 0, (42, "alice")));

        var refusal = await Assert.ThrowsAsync<WorkloadException>(() => partition.AppendAsync(Segment(chunk: 1, (42, "bob"))));

        AssertExplains(refusal);
        Assert.Equal([("alice", 1L)], await UsersAsync(partition));
    }

    [Fact]
    public async Task Two_user_ids_of_one_hash_are_refused_also_where_one_segment_introduces_both()
    {
        var partition = cluster.Grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition("shared-hash-together", 0));

        var refusal = await Assert.ThrowsAsync<WorkloadException>(
            () => partition.AppendAsync(Segment(chunk: 0, (42, "alice"), (42, "bob"))));

        AssertExplains(refusal);
        Assert.Empty(await UsersAsync(partition));
    }

    [Fact]
    public async Task An_id_that_is_introduced_again_is_no_conflict()
    {
        var partition = cluster.Grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition("introduced-twice", 0));
        await partition.AppendAsync(Segment(chunk: 0, (42, "alice")));

        await partition.AppendAsync(Segment(chunk: 1, (42, "alice"), (43, "bob")));

        Assert.Equal([("alice", 2L), ("bob", 1L)], await UsersAsync(partition));
    }

    private static void AssertExplains(WorkloadException refusal)
    {
        Assert.Contains("'alice'", refusal.Message);
        Assert.Contains("'bob'", refusal.Message);
        Assert.Equal(Remedy.OtherHashSeed, refusal.Remedy);
    }

    /// <summary>A segment of one row a user, with hashes that are not those of the ids.</summary>
    private static SegmentMessage Segment(int chunk, params (ulong Hash, string Id)[] users)
    {
        var id = new ChunkId(0, chunk, 0);
        var writer = new SegmentWriter(id, users.Length);
        int[] indices = [.. Enumerable.Range(0, users.Length)];
        ulong[] hashes = [.. users.Select(user => user.Hash)];
        writer.AddHashes(ColumnId.User, hashes, indices);
        writer.AddIntegers(ColumnId.Started, new long[users.Length]);
        writer.AddHashes(ColumnId.Model, [1], new int[users.Length]);
        writer.AddTextTable(ColumnId.UserTexts, hashes, [.. users.Select(user => user.Id)]);
        return new SegmentMessage(id, writer.ToArray());
    }

    private static async Task<(string, long)[]> UsersAsync(IUserPartitionGrain partition)
    {
        var answer = (UserCounts.TopAnswer)await partition.AskAsync(new UserCounts.TopQuestion(10), Chunks.ViewOf(2));
        return [.. answer.Top.Select(user => (user.User, user.Requests))];
    }
}
