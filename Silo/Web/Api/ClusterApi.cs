namespace LlmWorkload.Web;

/// <summary>The cluster.</summary>
internal static class ClusterApi
{
    /// <summary>Maps the resource.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapRead("/cluster", ShowAsync)
        .Says("The silos of the cluster, and the rows that each holds in memory");

    private static async Task ShowAsync(HttpContext context, Asker asker)
    {
        Parameters.Of(context);
        var report = await asker.Grain.ClusterAsync().WaitAsync(context.RequestAborted);
        await Answer.SendAsync(context, Answer.Json, Answer.Line(report.Json()));
    }
}
