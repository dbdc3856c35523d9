using System.Text;

namespace LlmWorkload.Web;

/// <summary>Jobs that bring files into datasets.</summary>
internal static class JobsApi
{
    // A change is told at once, many of them now and then.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>Maps the resources.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/jobs", ListAsync).Says("The jobs of this silo, the last one first");
        api.MapRead("/jobs/{id}", ShowAsync).Says("How far a job is");
        api.MapGet("/jobs/{id}/events", FollowAsync).Says("How far a job is, as server-sent events until it ends");
        api.MapDelete("/jobs/{id}", StopAsync).Says("Stops a job at the border of a chunk; what is stored stays");
    }

    private static async Task ListAsync(HttpContext context, JobBoard jobs)
    {
        Parameters.Of(context);
        await Answer.SendAsync(context, Answer.Json, Answer.Line(JsonText.Array(jobs.All, static (json, job) => job.Write(json))));
    }

    private static async Task ShowAsync(HttpContext context, JobBoard jobs, string id)
    {
        Parameters.Of(context);
        await Answer.SendAsync(context, Answer.Json, Answer.Line(Find(jobs, id).Json()));
    }

    private static async Task FollowAsync(HttpContext context, JobBoard jobs, IHostApplicationLifetime lifetime, string id)
    {
        Parameters.Of(context);
        var job = Find(jobs, id);

        // Who looks on does not hold up the end of a silo.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await TellAsync(context, job, stop.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private static async Task TellAsync(HttpContext context, Job job, CancellationToken stop)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        while (true)
        {
            var (changed, ended) = (job.ChangedAsync(), job.HasEnded);
            await context.Response.Body.WriteAsync(
                Encoding.UTF8.GetBytes($"event: {(ended ? "end" : "progress")}\ndata: {Encoding.UTF8.GetString(job.Line())}\n\n"), stop);
            await context.Response.Body.FlushAsync(stop);
            if (ended) return;
            await Task.WhenAny(changed, Task.Delay(Silence, stop));
            await Task.Delay(Interval, stop);
        }
    }

    private static async Task StopAsync(HttpContext context, JobBoard jobs, string id)
    {
        Parameters.Of(context);
        var job = Find(jobs, id);
        job.Stop();
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await Answer.SendAsync(context, null, Answer.Json, Answer.Line(job.Json()));
    }

    private static Job Find(JobBoard jobs, string id) =>
        jobs.Find(id) ?? throw Asker.NotFound($"There is no job '{id}' at this silo; jobs end with their silo.");
}
