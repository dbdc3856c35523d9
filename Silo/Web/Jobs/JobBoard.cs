using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;
using LlmWorkload.Telemetry;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Web;

/// <summary>
/// The jobs of this silo. One reads at a time: it keeps all processors busy. One that follows waits for its turn each time that it has
/// something to store. The last ones that ended are remembered.
/// </summary>
internal sealed class JobBoard : IAsyncDisposable
{
    private const int MostWaiting = 100;
    private const int MostRemembered = 1_000;

    private readonly ConcurrentDictionary<string, Job> _jobs = [];
    private readonly ConcurrentQueue<string> _order = [];
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<Task, bool> _running = [];
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly HiddenPlaces _places;
    private readonly ILogger _log;

    /// <summary>A board without jobs.</summary>
    /// <param name="grains">The grains.</param>
    /// <param name="time">The clock.</param>
    /// <param name="places">What nobody is told.</param>
    /// <param name="meters">Makes what measures how far those that follow are behind.</param>
    /// <param name="log">Told of failures that are the silo's.</param>
    public JobBoard(IGrainFactory grains, TimeProvider time, HiddenPlaces places, IMeterFactory meters, ILogger<JobBoard> log)
    {
        (_grains, _time, _places, _log) = (grains, time, places, log);
        var meter = meters.Create(SiloMeter.Name);
        meter.CreateObservableGauge(
            "llmwl.ingest.behind", () => Followed.Sum(each => each.BehindBytes), "By",
            "Bytes of whole lines of followed logs that are written and not stored");
        meter.CreateObservableGauge(
            "llmwl.ingest.lag", () => Followed.Max(each => each.SinceLast?.TotalSeconds) ?? 0, "s",
            "Seconds since the last stored request of a followed dataset started, of the one with the most");
    }

    /// <summary>The job of an id; null where there is none, or none any longer.</summary>
    public Job? Find(string id) => _jobs.GetValueOrDefault(id);

    /// <summary>All that are remembered, the last one first.</summary>
    public IReadOnlyList<Job> All => [.. _order.Reverse().Select(Find).OfType<Job>()];

    private IEnumerable<FollowProgress> Followed => _jobs.Values.Select(job => job.Followed).OfType<FollowProgress>();

    /// <summary>Refuses another job where too many wait.</summary>
    /// <exception cref="Refusal">Too many wait.</exception>
    public void CheckRoom()
    {
        if (_jobs.Values.Count(job => !job.HasEnded) >= MostWaiting)
            throw new Refusal(StatusCodes.Status429TooManyRequests, $"{MostWaiting} jobs wait already.") { RetryAfter = 60 };
    }

    /// <summary>Begins to bring files into a dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="logs">The files.</param>
    /// <param name="folder">What they lie in, which nobody is told.</param>
    /// <param name="reading">How they are read.</param>
    /// <param name="ended">Called when all is over.</param>
    /// <param name="followed">
    /// Where they are followed as they grow: how long what is written waits at most before it is stored; null where they are read once.
    /// </param>
    /// <param name="within">The folder that the files must lie in when they are opened; null for anywhere.</param>
    public Job Start(
        string dataset, LogFiles logs, string folder, ReadingOptions reading, Action ended, TimeSpan? followed = null,
        string? within = null)
    {
        CheckRoom();
        var job = new Job(Guid.NewGuid().ToString("N"), dataset, folder, _places, _time);
        _jobs[job.Id] = job;
        _order.Enqueue(job.Id);
        while (_order.Count > MostRemembered && _order.TryPeek(out var oldest) && _jobs[oldest].HasEnded && _order.TryDequeue(out oldest))
            _jobs.TryRemove(oldest, out _);
        var request = new IngestRequest
        {
            Files = logs.Files,
            Found = logs.Found,
            LeftOut = logs.LeftOut,
            Within = within,
            Dataset = dataset,
            Reading = reading,
        };
        var running = Task.Run(() => RunAsync(job, request, followed, ended), CancellationToken.None);
        _running[running] = true;
        running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
        return job;
    }

    /// <summary>Stops every job at a chunk's border.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var job in _jobs.Values) job.Stop();
        await Task.WhenAll(_running.Keys);
        _turn.Dispose();
    }

    private async Task RunAsync(Job job, IngestRequest request, TimeSpan? followed, Action ended)
    {
        try
        {
            if (followed is { } every) await FollowAsync(job, request, every);
            else await IngestAsync(job, request);
        }
        catch (Exception) when (job.Stopped.IsCancellationRequested)
        {
            job.End(JobState.Cancelled);
        }
        catch (Exception failure)
        {
            if (failure is not WorkloadException) WebLog.JobFailed(_log, failure);
            job.End(JobState.Failed, failure is WorkloadException ? failure.Message : "The silo failed at this; its log says how.");
        }
        finally
        {
            ended();
        }
    }

    private Task IngestAsync(Job job, IngestRequest request) => InTurnAsync(
        async () =>
        {
            job.Begin();
            job.End(JobState.Done, result: await new LogIngestor(_grains, null, job.Note).IngestAsync(request, job, job.Stopped));
            return true;
        },
        job.Stopped);

    private Task FollowAsync(Job job, IngestRequest request, TimeSpan every)
    {
        job.Begin();
        var follower = new LogFollower(
            (pass, stop) => InTurnAsync(() => new LogIngestor(_grains, null, job.Note).IngestAsync(pass, null, stop), stop),
            () => _grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(request.Dataset!)).DescribeAsync(), _time, job.Note);
        return follower.RunAsync(request, every, job, job.Stopped);
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> act, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            return await act();
        }
        finally
        {
            _turn.Release();
        }
    }
}
