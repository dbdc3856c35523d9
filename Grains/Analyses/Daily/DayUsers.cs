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
        var ends = columns.Scratch.Rent(days.Length + 1, 0);
        foreach (var day in dayOf)
        {
            if (day >= 0) ends[day + 1]++;
        }

        for (var day = 0; day < days.Length; day++) ends[day + 1] += ends[day];
        var ordered = columns.Scratch.Rent<int>(ends[days.Length]);
        for (var row = 0; row < dayOf.Length; row++)
        {
            if (dayOf[row] >= 0) ordered[ends[dayOf[row]]++] = userOf[row];
        }

        var lastDay = columns.Scratch.Rent(users.Length, -1);
        var counts = new long[days.Length];
        for (int day = 0, row = 0; day < days.Length; day++)
        {
            for (; row < ends[day]; row++)
            {
                if (lastDay[ordered[row]] == day) continue;
                lastDay[ordered[row]] = day;
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
