using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>
/// The rows of a model by what sessions lie in: its users, or the log's own sessions; each by start, ties in input order.
/// </summary>
internal static class SessionRows
{
    /// <summary>The functions of requests that can be turns of a chain.</summary>
    public static readonly string[] Functions = ["chat", "chat_stream", "completion", "completion_stream"];

    /// <summary>The rows by user.</summary>
    public static UserOrder ByUser(SegmentColumns columns, out long without)
    {
        var (users, userOf) = columns.Hashes(ColumnId.User);
        without = userOf.Count(-1);
        return UserOrder.Of(users, userOf, columns.Integers(ColumnId.Started), columns.Scratch);
    }

    /// <summary>The rows by the log's own session.</summary>
    public static UserOrder BySession(SegmentColumns columns, out long without)
    {
        var (sessions, sessionOf) = columns.Texts(ColumnId.Session);
        without = sessionOf.Count(-1);
        return UserOrder.Of(new ulong[sessions.Length], sessionOf, columns.Integers(ColumnId.Started), columns.Scratch);
    }

    /// <summary>For each row its function's place in <see cref="Functions"/>; −1 for another or none.</summary>
    public static Span<int> FunctionsOf(SegmentColumns columns)
    {
        var (texts, textOf) = columns.Texts(ColumnId.Function);
        var places = Array.ConvertAll(texts, text => Array.IndexOf(Functions, text));
        foreach (ref var row in textOf) row = row < 0 ? -1 : places[row];
        return textOf;
    }

    /// <summary>A column of tokens or ticks; missing where no row has it.</summary>
    public static Span<long> Numbers(SegmentColumns columns, ColumnId column) =>
        columns.Has(column) ? columns.Integers(column) : columns.Scratch.Rent(columns.Rows, Missing.Value);
}
