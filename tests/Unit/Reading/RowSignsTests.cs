using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public sealed class RowSignsTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Counts_of_chunks_add_up_to_those_of_the_log()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 500).Select(i =>
            $"{1_736_121_600 + i},m,{(random.Next(3) == 0 ? "" : $"u{random.Next(5)}")},{random.Next(50)},{random.Next(50)},"
            + $"{(random.Next(2) == 0 ? "" : random.Next(20_000))},{random.Next(3) * 4_000}\n");
        var log = _folder.Write(
            "log.csv", "timestamp,model,user,input_tokens,cached_tokens,ttft,duration\n" + string.Concat(rows));

        var whole = Count(log, 1_000);

        Assert.Equal(500, whole[RowSigns.Rows]);
        Assert.True(whole[RowSigns.InputBelowCached] > 0);
        Assert.Contains(whole.Keys, name => name.StartsWith("ttft@", StringComparison.Ordinal));
        foreach (var capacity in (int[])[1, 7, 100]) Assert.Equal(Text(whole), Text(Count(log, capacity)));
    }

    [Fact]
    public void A_batch_without_rows_has_none() => Assert.Empty(new RowSigns().Of(new RequestBatch(4), 0));

    [Fact]
    public void The_coarsest_step_is_that_of_the_finest_chunk()
    {
        var log = _folder.Write("log.csv", "timestamp,model\n2025-01-06T00:00:00Z,m\n2025-01-06T01:00:00Z,m\n2025-01-06T01:01:00Z,m\n");
        Assert.Equal(TimeSpan.TicksPerMinute, RowSigns.StepOf(Count(log, 2)));
        Assert.Equal(TimeSpan.TicksPerMinute, RowSigns.StepOf(Count(log, 3)));
    }

    // Neighbours are those of one chunk.
    private static string Text(IReadOnlyDictionary<string, long> signs) => string.Join('\n', signs
        .Where(each => each.Key is not (RowSigns.LikeStarts or RowSigns.LikeCompletions) && !each.Key.StartsWith("clock", StringComparison.Ordinal))
        .OrderBy(each => each.Key, StringComparer.Ordinal));

    private Dictionary<string, long> Count(string path, int capacity)
    {
        using var reader = _folder.Open(path);
        var (batch, signs, all) = (new RequestBatch(capacity), new RowSigns(), new Dictionary<string, long>());
        while (reader.Read(batch))
        {
            foreach (var (name, count) in signs.Of(batch, _folder.Users.Count)) all[name] = all.GetValueOrDefault(name) + count;
        }

        return all;
    }
}
