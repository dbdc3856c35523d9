using LlmWorkload.Export;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Export;

public sealed class WindowPlannerTests
{
    private const long Most = 10;

    [Fact]
    public async Task Windows_follow_one_another_hold_every_row_once_and_have_few_of_them()
    {
        foreach (var seed in Enumerable.Range(0, 60))
        {
            var random = new Random(seed);
            var span = (long)Math.Pow(10, random.Next(1, 15));
            var rows = Enumerable.Range(0, random.Next(1, 300)).Select(_ => (
                Started: random.Next(4) == 0 ? span / 3 : random.NextInt64(span), Model: random.Next(4), Chunk: random.Next(3))).ToList();

            var windows = (await PlanAsync(rows)).Windows;

            Assert.Equal(windows.OrderBy(window => (window.From, window.File, window.Chunk)), windows);
            Assert.Equal(rows.Count, windows.Sum(window => rows.Count(row => IsIn(row, window))));
            Assert.All(windows.Where(window => window.File is null), window =>
            {
                Assert.InRange(rows.Count(row => IsIn(row, window)), 1, Most);
                Assert.Equal(rows.Where(row => IsIn(row, window)).Select(row => row.Model).Distinct().Order(), window.Models);
            });
            Assert.All(windows.Where(window => window.File is not null), window => Assert.Equal(window.From + 1, window.End));
        }
    }

    [Fact]
    public async Task Neighbouring_slices_share_a_window_as_long_as_they_fit() => Assert.Single(
        (await PlanAsync([.. Enumerable.Range(0, (int)Most).Select(row => ((long)row * 1_000_000, row % 3, 0))])).Windows);

    private static bool IsIn((long Started, int Model, int Chunk) row, RowWindow window) =>
        row.Started >= window.From && row.Started < window.End && (window.File is null || row.Chunk == window.Chunk);

    private static Task<RowPlan> PlanAsync(IReadOnlyList<(long Started, int Model, int Chunk)> rows) =>
        new WindowPlanner(Most, new RecordedChunks(1, [new ChunkRange(0, 0, 3)]), (question, models) =>
        {
            return Task.FromResult<IReadOnlyList<RowCounts.Answer>>([.. models.Select(model =>
            {
                var counts = new long[question.Slices];
                foreach (var row in rows.Where(row => row.Model == model && row.Started >= question.From && row.Started < question.End))
                    counts[(row.Started - question.From) / question.Width]++;
                return new RowCounts.Answer(PackedIntegers.Encode(counts), []);
            })]);
        }).PlanAsync(rows.Min(row => row.Started), rows.Max(row => row.Started) + 1, 4);
}
