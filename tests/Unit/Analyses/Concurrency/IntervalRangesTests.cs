using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Tests.Models;

namespace LlmWorkload.Tests.Concurrency;

public sealed class IntervalRangesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000_000)]
    public async Task Starts_and_ends_come_once_and_in_the_order_of_time_however_few_are_gathered_at_once(long most) =>
        await SplitRowsLog.Any.SampleAsync(
            async log =>
            {
                var parts = Parts(log);
                var outline = await IntervalRanges.OutlineAsync(parts);
                var ranges = await IntervalRanges.PartAsync(parts, outline, most);
                var (starts, ends) = (new List<long>(), new List<long>());
                await IntervalRanges.VisitAsync(parts, ranges, outline.Longest, null, (_, began, ended) =>
                {
                    starts.AddRange(began);
                    ends.AddRange(ended);
                });

                var lasting = log.Chunks.SelectMany(chunk => chunk).Where(row => row.Duration > 0).ToList();
                Assert.Equal(lasting.Count, outline.Counts.Intervals);
                Assert.Equal(lasting.Select(row => row.Started).Order(), starts);
                Assert.Equal(lasting.Select(row => row.Started + row.Duration).Order(), ends);
            },
            iter: 20);

    [Fact]
    public async Task Slices_of_users_have_every_user_once() => await SplitRowsLog.Any.SampleAsync(
        async log =>
        {
            var parts = Parts(log);
            var found = new Dictionary<ulong, (DurationCounts Counts, long[] Starts, long[] Ends)>();
            for (var slice = 0; slice < 3; slice++)
            {
                UserIntervals.Visit(
                    await parts.AskAsync<UserIntervals.Answer>(new UserIntervals.Question(slice, 3)),
                    (user, counts, starts, ends) => found.Add(user, (counts, starts, ends)));
            }

            var users = log.Chunks.SelectMany(chunk => chunk).Where(row => row.User >= 0).GroupBy(row => row.User).ToList();
            Assert.Equal(users.Count, found.Count);
            foreach (var rows in users)
            {
                var (counts, starts, ends) = found[IdHash.Of($"user-{rows.Key}", 0)];
                var lasting = rows.Where(row => row.Duration > 0).ToList();
                Assert.Equal(
                    (rows.Count(), rows.Count(row => row.Duration == Missing.Value), rows.Count(row => row.Duration == 0)),
                    (counts.Requests, counts.Excluded, counts.Instant));
                Assert.Equal(lasting.Select(row => row.Started).Order(), starts);
                Assert.Equal(lasting.Select(row => row.Started + row.Duration).Order(), ends);
            }
        },
        iter: 30);

    [Fact]
    public async Task The_first_users_are_those_with_the_most_requests_and_then_by_id_whatever_the_slices() =>
        await SplitRowsLog.Any.SampleAsync(
            async log =>
            {
                var parts = Parts(log);
                var (one, several) = (await UserLevels.OfAsync(parts, 1, IdsAsync), await UserLevels.OfAsync(parts, 3, IdsAsync));
                Assert.Equal(one.Mean, several.Mean);
                Assert.Equal(one.Max, several.Max);
                Assert.Equal(
                    one.Top.Select(user => (user.Id, user.Numbers.Counts)), several.Top.Select(user => (user.Id, user.Numbers.Counts)));
                Assert.All(one.Top, user => Assert.InRange(user.Numbers.Counts.Intervals, UserLevels.LeastIntervals, long.MaxValue));
            },
            iter: 20);

    private static Task<Func<ulong, string>> IdsAsync(IEnumerable<ulong> users) =>
        Task.FromResult<Func<ulong, string>>(user => $"{user:x16}");

    private static ModelParts Parts(SplitRowsLog log)
    {
        ModelKernel[] kernels = [.. IntervalRanges.Kernels, UserIntervals.Kernel];
        return new ModelParts(
            [.. Enumerable.Range(0, log.Parts).Select(part => (Func<ModelQuestion, Task<ModelAnswer>>)(question =>
            {
                using var columns = OpenedSegments.Of([.. log.Of(part)]).Columns();
                return Task.FromResult(kernels.Single(kernel => kernel.QuestionType == question.GetType()).Answer(question, columns));
            }))],
            new KernelScheduler());
    }
}
