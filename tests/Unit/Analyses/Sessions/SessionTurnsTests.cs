using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Segments;
using LlmWorkload.Tests.Models;

namespace LlmWorkload.Tests.Sessions;

/// <summary>The sessions of rows, a range of time at a time.</summary>
public sealed class SessionTurnsTests
{
    [Theory]
    [InlineData(SessionRules.Id)]
    [InlineData(SessionRules.Gap)]
    [InlineData(SessionRules.Chain)]
    public void The_turns_of_ranges_are_together_those_of_all_time(string rule) => SplitRowsLog.Any.Sample(log =>
    {
        long[] borders = [0, SplitRowsLog.Hour.From + TimeSpan.TicksPerSecond, SplitRowsLog.Hour.End, DateTime.MaxValue.Ticks];
        var whole = Lists(Ask(log, rule, borders[0], borders[^1]));
        var parts = Enumerable.Range(0, borders.Length - 1).Select(at => Lists(Ask(log, rule, borders[at], borders[at + 1]))).ToList();
        for (var list = 0; list < whole.Length; list++) Assert.Equal(whole[list], parts.SelectMany(part => part[list]));
        Assert.Equal(log.Chunks.Sum(chunk => chunk.Length), whole[0].Length);
    });

    [Theory]
    [InlineData(SessionRules.Id)]
    [InlineData(SessionRules.Gap)]
    [InlineData(SessionRules.Chain)]
    public void There_are_as_many_turns_and_sessions_as_are_counted(string rule) => SplitRowsLog.Any.Sample(log =>
    {
        using var columns = OpenedSegments.Of([.. log.All]).Columns();
        var question = new SessionKernel.Question(rule, TimeSpan.TicksPerSecond, 3, false);
        var counts = (SessionCounts)SessionKernel.Kernel.Answer(question, columns);
        var lists = Lists(Ask(log, rule, 0, DateTime.MaxValue.Ticks));
        var turns = lists[3].Zip(lists[4]).Where(row => row.First >= 0).GroupBy(row => row.First, row => row.Second).ToList();
        Assert.Equal(counts.Requests, turns.Sum(session => session.Count()));
        Assert.Equal(new SessionStatistics(counts).Turns.N, turns.Count);

        // Numbered by first turn, and the turns of each from 0 on.
        Assert.Equal(Enumerable.Range(0, turns.Count).Select(number => (long)number), turns.Select(session => session.Key));
        Assert.All(turns, session => Assert.Equal(Enumerable.Range(0, session.Count()).Select(turn => (long)turn), session));
    });

    private static SessionTurns.Answer Ask(SplitRowsLog log, string rule, long from, long end)
    {
        using var columns = OpenedSegments.Of([.. log.All]).Columns();
        return (SessionTurns.Answer)SessionTurns.Kernel.Answer(
            new SessionTurns.Question(rule, TimeSpan.TicksPerSecond, 3, false, from, end), columns);
    }

    private static long[][] Lists(SessionTurns.Answer answer) =>
    [
        .. new[] { answer.Started, answer.Chunks, answer.Ties, answer.Sessions, answer.Turns }.Select(list => PackedIntegers.Decode(list)),
    ];
}
