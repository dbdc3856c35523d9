using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>Distinct users of a partition by UTC date.</summary>
internal static class DayUsers
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly PartitionKernel Kernel = PartitionKernel.For<Question>(static (_, users) => Count(users.Rows));

    private static Answer Count(SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        foreach (ref var instant in started) instant /= TimeSpan.TicksPerDay;
        var (users, userOf) = columns.Hashes(ColumnId.User);
        for (var row = 0; row < started.Length; row++)
        {
            if (userOf[row] < 0) started[row] = Missing.Value;
        }

        var (days, dayOf) = RankedKeys.Of(started, columns.Scratch);

        // Rows are put in the order of their days. So a user is new to a day where the user's last one is another.
        var ordered = GroupedRows<int>.Of(dayOf, days.Length, userOf, columns.Scratch);
        var lastDay = columns.Scratch.Rent(users.Length, -1);
        var counts = new long[days.Length];
        for (var day = 0; day < days.Length; day++)
        {
            foreach (var user in ordered[day])
            {
                if (lastDay[user] == day) continue;
                lastDay[user] = day;
                counts[day]++;
            }
        }

        return new Answer(days, counts);
    }

    /// <summary>Asks a partition for its users by day.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.daily.users.question")]
    public sealed record Question : PartitionQuestion;

    /// <summary>The days that have users, ascending, and how many each has.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.daily.users.answer")]
    public sealed record Answer([property: Id(0)] long[] Days, [property: Id(1)] long[] Users) : PartitionAnswer;
}
