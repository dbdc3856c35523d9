using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Clients;

public sealed class ClientKernelTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    private static readonly long Epoch = DateTime.UnixEpoch.Ticks;

    // User 0 at 10, 11 and 14 s, user 1 at 12 and 20 s, nobody at 0 and 99 s.
    private static readonly Row[] Rows =
    [
        new(-1, 0, 9, 9), new(0, 10, 5, 1), new(1, 12, 30, Missing.Value), new(0, 11, Missing.Value, 3), new(0, 14, 10, 2),
        new(1, 20, Missing.Value, Missing.Value), new(-1, 99, 9, 9),
    ];

    [Fact]
    public void Rows_without_a_user_are_in_nothing()
    {
        var numbers = Count(Rows).Numbers;
        Assert.Equal((2, 5, 10 * Second), (numbers.Clients, numbers.Requests, numbers.Span));
        Assert.Equal((0.2, 0.3), (numbers.Rate.Min, numbers.Rate.Max));

        // Requests 2 and 3: (2·(2 + 6) − 3·5)/(2·5). Tokens 21 and 30: (2·81 − 3·51)/(2·51).
        Assert.Equal(0.1, numbers.GiniRequests!.Value, 1e-15);
        Assert.Equal(9.0 / 102, numbers.GiniTokens!.Value, 1e-15);
    }

    [Fact]
    public void A_client_varies_from_three_requests_on()
    {
        // Differences 1 and 3 s: deviation 1, mean 2.
        var numbers = Count(Rows).Numbers;
        Assert.Equal((1, 0.5), (numbers.Cv.N, numbers.Cv.Mean));
        Assert.Equal((1, 0.5), (numbers.CvWeighted.N, numbers.CvWeighted.Median));
    }

    [Fact]
    public void A_client_has_the_means_of_what_is_present()
    {
        var entries = Pick(Rows, 1, 0);
        Assert.Equal((2L, 30.0, (double?)null), (entries[0].Requests, entries[0].InputMean, entries[0].OutputMean));
        Assert.Equal((3L, 7.5, 2.0, 0.5), (entries[1].Requests, entries[1].InputMean, entries[1].OutputMean, entries[1].Cv));
        Assert.All(entries, entry => Assert.Null(entry.WindowCvMedian));
    }

    [Fact]
    public void A_window_counts_from_ten_requests_on()
    {
        // Ten requests a second apart in one window, nine in the next: only the first counts, and it is a clock.
        Row[] rows = [.. Enumerable.Range(0, 19).Select(at => new Row(0, 590 + at, 1, 1))];
        Assert.Equal(0, Pick(rows, 0)[0].WindowCvMedian);
        Assert.Null(Pick(rows[1..], 0)[0].WindowCvMedian);
    }

    [Fact]
    public void All_with_as_many_requests_as_the_hundredth_may_be_among_the_first()
    {
        // 99 users with two requests, and 30 with one: one of these is the hundredth.
        Row[] rows =
        [
            .. Enumerable.Range(0, 129).Select(user => new Row(user, user, 1, 1)),
            .. Enumerable.Range(0, 99).Select(user => new Row(user, user, 1, 1)),
        ];
        Assert.Equal(129, Count(rows).Users.Length);
        Assert.Equal(100, Count([.. rows, new Row(100, 0, 1, 1)]).Users.Length);
    }

    [Fact]
    public void All_of_few_clients_have_the_entries_that_they_have_one_by_one()
    {
        var few = (ClientKernels.FewAnswer)Ask(new ClientKernels.FewQuestion(600 * Second), Rows);
        Assert.Equal(new[] { Hash(0), Hash(1) }.Order(), few.Users.Order());
        Assert.Equal(Pick(Rows, [.. few.Users.Select(user => user == Hash(0) ? 0 : 1)]), few.Entries);
    }

    [Fact]
    public void Equal_starts_have_no_rate()
    {
        var numbers = Count([new(0, 5, 1, 1), new(1, 5, 1, 1)]).Numbers;
        Assert.Equal((0L, 0L), (numbers.Span, numbers.Rate.N));
    }

    [Fact]
    public void Without_users_there_are_no_clients()
    {
        var numbers = Count([new(-1, 5, 1, 1)]).Numbers;
        Assert.Equal((0L, 0L, 0L), (numbers.Clients, numbers.Requests, numbers.Span));
        Assert.Null(numbers.GiniRequests);
    }

    [Fact]
    public void Partitions_together_have_what_one_has()
    {
        var whole = Describe(Rows).Tally;
        var merged = ClientTally.Merge([
            Describe([.. Rows.Where(row => row.User == 1)]).Tally, Describe([.. Rows.Where(row => row.User == 0)]).Tally,
            Describe([]).Tally]);
        Assert.Equal((whole.First, whole.Last), (merged.First, merged.Last));
        Assert.Equal(whole.AscendingRequests(), merged.AscendingRequests());
        Assert.Equal(whole.AscendingTokens(), merged.AscendingTokens());
        Assert.Equal(whole.AscendingCv(), merged.AscendingCv());
    }

    [Fact]
    public void A_partition_lists_its_users_by_requests_and_then_by_id()
    {
        Row[] rows = [new(2, 0, 1, 1), new(1, 0, 1, 1), new(3, 0, 1, 1), new(3, 1, 1, 1), new(-1, 0, 1, 1)];
        Assert.Equal(["user-3", "user-1", "user-2"], Describe(rows).Ids);
        Assert.Equal([2L, 1, 1], Describe(rows).Top.Select(entry => entry.Requests));
    }

    private static ClientKernels.Answer Count(Row[] rows) => (ClientKernels.Answer)Ask(new ClientKernels.Question(), rows);

    private static ClientEntry[] Pick(Row[] rows, params int[] users) => ((ClientKernels.EntriesAnswer)Ask(
        new ClientKernels.EntriesQuestion(Array.ConvertAll(users, Hash), 600 * Second), rows)).Entries;

    private static ClientKernels.OverallAnswer Describe(Row[] rows)
    {
        using var columns = Columns(rows);
        var ids = rows.Select(row => row.User).Where(user => user >= 0).Distinct().ToDictionary(Hash, user => $"user-{user}");
        return (ClientKernels.OverallAnswer)ClientKernels.OfPartitions.Answer(
            new ClientKernels.OverallQuestion(600 * Second), new PartitionColumns(columns, ids));
    }

    private static object Ask(LlmWorkload.Models.ModelQuestion question, Row[] rows)
    {
        using var columns = Columns(rows);
        return ClientKernels.OfModels.Single(kernel => kernel.QuestionType == question.GetType()).Answer(question, columns);
    }

    private static SegmentColumns Columns(Row[] rows)
    {
        var id = new ChunkId(0, 0, 0);
        var writer = new SegmentWriter(id, rows.Length);
        writer.AddIntegers(ColumnId.Started, [.. rows.Select(row => Epoch + (row.Second * Second))]);
        var users = rows.Select(row => row.User).Where(user => user >= 0).Distinct().ToList();
        writer.AddHashes(ColumnId.User, [.. users.Select(Hash)], [.. rows.Select(row => users.IndexOf(row.User))]);
        writer.AddIntegers(ColumnId.InputTokens, [.. rows.Select(row => row.Input)]);
        writer.AddIntegers(ColumnId.OutputTokens, [.. rows.Select(row => row.Output)]);
        return OpenedSegments.Of([new SegmentMessage(id, writer.ToArray())]).Columns();
    }

    private static ulong Hash(int user) => IdHash.Of($"user-{user}", 0);

    private sealed record Row(int User, long Second, long Input, long Output);
}
