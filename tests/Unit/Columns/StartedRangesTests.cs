using CsCheck;
using LlmWorkload.Columns;
using LlmWorkload.Hosting;
using LlmWorkload.Models;
using LlmWorkload.Tests.Models;
using Microsoft.Extensions.DependencyInjection;

namespace LlmWorkload.Tests.Answers;

/// <summary>The starts of several holders of rows, against a list of all of them.</summary>
public sealed class StartedRangesTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddAnalyses().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Starts_come_ascending_and_as_often_as_they_are_however_few_are_gathered_at_once() => await Gen.Select(
        SplitRowsLog.Any, Gen.OneOf(Gen.Long[1, 9], Gen.Long[10, 500])).SampleAsync(async (log, most) =>
        {
            long[] starts = [.. log.Chunks.SelectMany(chunk => chunk).Select(row => row.Started).Order()];
            if (starts.Length == 0) return;
            var (visited, largest) = (new List<long>(), 0);
            await StartedRanges.VisitAsync(
                Models(log), new StartedRanges.Question(new TimeRange(starts[0], starts[^1] + 1), AreDistinct: false), long.MaxValue, most,
                ascending =>
                {
                    visited.AddRange(ascending);
                    largest = Math.Max(largest, ascending.Length);
                });

            Assert.Equal(starts, visited);
            Assert.InRange(largest, 1, Math.Max(most, starts.CountBy(start => start).Max(start => start.Value)));
        }, iter: 50);

    [Fact]
    public async Task Parts_without_rows_have_no_starts()
    {
        var visits = 0;
        await StartedRanges.VisitAsync(Models(new SplitRowsLog([], [], 3)), _ => visits++);

        Assert.Equal(0, visits);
    }

    // Each part stands for a model of its own.
    private ModelParts Models(SplitRowsLog log) => new(
        [.. Enumerable.Range(0, log.Parts).Select(part => (Func<ModelQuestion, Task<ModelAnswer>>)(question =>
        {
            using var columns = OpenedSegments.Of([.. log.Of(part)]).Columns();
            return Task.FromResult(_services.GetRequiredService<KernelRegistry>().For(question).Answer(question, columns));
        }))],
        _services.GetRequiredService<KernelScheduler>());
}
