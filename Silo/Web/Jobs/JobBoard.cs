using System.Collections.Concurrent;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Web;

/// <summary>The jobs of this silo. One runs at a time: it keeps all processors busy. The last ones that ended are remembered.</summary>
/// <param name="grains">The grains.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told of failures that are the silo's.</param>
internal sealed class JobBoard(IGrainFactory grains, TimeProvider time, ILogger<JobBoard> log) : IAsyncDisposable
{
    private const int MostWaiting = 100;
    private const int MostRemembered = 1_000;

    private readonly ConcurrentDictionary<string, Job> _jobs = [];
    private readonly ConcurrentQueue<string> _order = [];
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<Task, bool> _running = [];

    /// <summary>The job of an id; null where there is none, or none any longer.</summary>
    public Job? Find(string id) => _jobs.GetValueOrDefault(id);

    /// <summary>All that are remembered, the last one first.</summary>
    public IReadOnlyList<Job> All => [.. _order.Reverse().Select(Find).OfType<Job>()];

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
    /// <param name="reading">How they are read.</param>
    /// <param name="ended">Called when all is over.</param>
    public Job Start(string dataset, LogFiles logs, ReadingOptions reading, Action ended)
    {
        CheckRoom();
        var job = new Job(Guid.NewGuid().ToString("N"), dataset, time);
        _jobs[job.Id] = job;
        _order.Enqueue(job.Id);
        while (_order.Count > MostRemembered && _order.TryPeek(out var oldest) && _jobs[oldest].HasEnded && _order.TryDequeue(out oldest))
            _jobs.TryRemove(oldest, out _);
        var request = new IngestRequest
        {
            Files = logs.Files,
            Found = logs.Found,
            LeftOut = logs.LeftOut,
            Dataset = dataset,
            Reading = reading,
        };
        var running = Task.Run(() => RunAsync(job, request, ended), CancellationToken.None);
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

    private async Task RunAsync(Job job, IngestRequest request, Action ended)
    {
        try
        {
            await _turn.WaitAsync(job.Stopped);
            try
            {
                job.Begin();
                job.End(JobState.Done, result: await new LogIngestor(grains, null, job.Note).IngestAsync(request, job, job.Stopped));
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception) when (job.Stopped.IsCancellationRequested)
        {
            job.End(JobState.Cancelled);
        }
        catch (Exception failure)
        {
            if (failure is not WorkloadException) WebLog.JobFailed(log, failure);
            job.End(JobState.Failed, failure is WorkloadException ? failure.Message : "The silo failed at this; its log says how.");
        }
        finally
        {
            ended();
        }
    }
}
