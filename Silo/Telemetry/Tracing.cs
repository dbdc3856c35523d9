using System.Diagnostics;

namespace LlmWorkload.Telemetry;

/// <summary>Traces what HTTP asks, so that the calls of grains that it leads to belong to one trace.</summary>
internal static class Tracing
{
    /// <summary>The name of the source.</summary>
    public const string Name = "LlmWorkload";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Traces the rest of the way of a request. Its span is called as the route is, without what stands in its places.</summary>
    public static void UseTracing(this IApplicationBuilder application) => application.Use(async (context, next) =>
    {
        if (!Source.HasListeners() || context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } route })
        {
            await next(context);
            return;
        }

        using var span = Source.StartActivity($"{context.Request.Method} {route}", ActivityKind.Server);
        await next(context);
        span?.SetTag(SilentSpans.StatusTag, context.Response.StatusCode);
    });
}
