using LlmWorkload.Segments;

namespace LlmWorkload.Benchmarks.Inputs;

/// <summary>Segments as the client makes them, through the codec's public face.</summary>
internal static class SampleSegments
{
    private static readonly string[] Functions = ["chat", "chat_stream", "completion", "completion_stream"];

    /// <summary>A model's segment of the first rows of a log of one model.</summary>
    /// <param name="log">The log.</param>
    /// <param name="users">The hashes of the users by index; the rows have all of them, in the order of first use.</param>
    /// <param name="rows">How many rows.</param>
    public static byte[] OfModel(RequestLog log, ulong[] users, int rows)
    {
        var writer = new SegmentWriter(new ChunkId(0, 0, 0), rows);
        writer.AddIntegers(ColumnId.Started, log.Rows.Started.AsSpan(0, rows));
        writer.AddHashes(ColumnId.User, users, log.Rows.User.AsSpan(0, rows));
        writer.AddIntegers(ColumnId.InputTokens, log.Rows.InputTokens.AsSpan(0, rows));
        writer.AddIntegers(ColumnId.OutputTokens, log.Rows.OutputTokens.AsSpan(0, rows));
        writer.AddIntegers(ColumnId.Ttft, log.Rows.Ttft.AsSpan(0, rows));
        writer.AddIntegers(ColumnId.Duration, log.Rows.Duration.AsSpan(0, rows));
        writer.AddTexts(ColumnId.Function, Functions.AsSpan(0, log.Functions.Count).ToArray(), log.Rows.Function.AsSpan(0, rows));
        return writer.ToArray();
    }

    /// <summary>The segments of one user partition that has all users of a log: its rows with a user, so many in each segment.</summary>
    public static IEnumerable<SegmentMessage> OfPartition(RequestLog log, int rows)
    {
        var (users, models) = (log.UserHashes(), log.ModelHashes());
        var withUser = Enumerable.Range(0, log.Rows.Rows).Where(row => log.Rows.User[row] >= 0).Chunk(rows);
        foreach (var (number, chosen) in withUser.Index())
        {
            var id = new ChunkId(0, number, 0);
            var writer = new SegmentWriter(id, chosen.Length);
            writer.AddIntegers(ColumnId.Started, Array.ConvertAll(chosen, row => log.Rows.Started[row]));
            AddHashes(writer, ColumnId.User, users, Array.ConvertAll(chosen, row => log.Rows.User[row]));
            AddHashes(writer, ColumnId.Model, models, Array.ConvertAll(chosen, row => log.Rows.Model[row]));
            yield return new SegmentMessage(id, writer.ToArray());
        }
    }

    // A segment's dictionary has what its own rows use, in the order of first use.
    private static void AddHashes(SegmentWriter writer, ColumnId column, ulong[] hashes, int[] indices)
    {
        int[] used = [.. indices.Distinct()];
        var local = used.Index().ToDictionary(each => each.Item, each => each.Index);
        writer.AddHashes(column, Array.ConvertAll(used, index => hashes[index]), Array.ConvertAll(indices, index => local[index]));
    }
}
