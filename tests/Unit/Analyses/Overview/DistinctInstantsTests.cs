using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Hosting;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Tests.Models;
using Microsoft.Extensions.DependencyInjection;

namespace LlmWorkload.Tests.Analyses;

/// <summary>The different instants of several models, against a set of all of them.</summary>
public sealed class DistinctInstantsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddAnalyses().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Instants_are_counted_the_same_however_few_are_gathered_at_once() => await Gen.Select(
        SplitRowsLog.Any, Gen.OneOf(Gen.Long[1, 9], Gen.Long[10, 500])).SampleAsync(async (log, most) =>
        {
            var instants = new SortedSet<long>(log.Chunks.SelectMany(chunk => chunk).Select(row => row.Started));
            if (instants.Count == 0) return;
            var tally = new InstantTally();
            await StartedRanges.VisitAsync(
                Models(log), new StartedRanges.Question(new TimeRange(instants.Min, instants.Max + 1), AreDistinct: true),
                log.Chunks.Sum(chunk => chunk.Length), most, tally.Add);

            Assert.Equal(instants.Count, tally.Distinct);
            Assert.Equal(instants.Count < 2 ? null : instants.Zip(instants.Skip(1), (one, next) => next - one).Min(), tally.Resolution);
        }, iter: 50);

    [Fact]
    public void Equal_instants_count_once_also_where_they_are_added_apart()
    {
        var tally = new InstantTally();
        tally.Add([10, 10, 50]);
        tally.Add([]);
        tally.Add([50, 53]);

        Assert.Equal((3, 3L), (tally.Distinct, tally.Resolution));
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
