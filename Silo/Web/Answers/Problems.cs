using System.Globalization;
using LlmWorkload.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace LlmWorkload.Web;

/// <summary>Answers failures as problems of RFC 9457.</summary>
/// <param name="next">What may fail.</param>
/// <param name="places">What nobody is told.</param>
/// <param name="log">Told of failures that are the silo's.</param>
internal sealed class Problems(RequestDelegate next, HiddenPlaces places, ILogger<Problems> log)
{
    private const string ContentType = "application/problem+json";
    private const int Later = 2;

    /// <summary>Goes on, and answers what failed.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0 } empty)
                await WriteAsync(context, new Refusal(empty.StatusCode, Words(context, empty.StatusCode)));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, Of(failure));
        }
    }

    private Refusal Of(Exception failure)
    {
        switch (failure)
        {
            case Refusal refusal: return refusal;
            case WorkloadException { IsInput: true } input:
                return new Refusal(StatusCodes.Status400BadRequest, input.Message, input.Nearest);
            case BadHttpRequestException bad: return new Refusal(bad.StatusCode, bad.Message);
        }

        if (PassingFailure.Describe(failure) is { } passing)
            return new Refusal(StatusCodes.Status503ServiceUnavailable, $"The cluster does not answer: {passing}.") { RetryAfter = Later };
        if (failure is WorkloadException) return new Refusal(StatusCodes.Status503ServiceUnavailable, failure.Message);
        WebLog.Failed(log, failure);
        return new Refusal(StatusCodes.Status500InternalServerError, "The silo failed at this; its log says how.");
    }

    private static string Words(HttpContext context, int status) => status switch
    {
        StatusCodes.Status404NotFound => $"There is nothing at {context.Request.Path}.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not for {context.Request.Path}.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    private Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var response = context.Response;
        var allowed = response.Headers.Allow;
        response.Headers.Remove(HeaderNames.ETag);
        response.StatusCode = refusal.Status;
        response.ContentType = ContentType;
        response.Headers.Allow = allowed;
        response.Headers.CacheControl = "no-store";
        if (refusal.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (refusal.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        var body = JsonText.Object(json =>
        {
            json.WriteString("type", "about:blank");
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(refusal.Status));
            json.WriteNumber("status", refusal.Status);
            json.WriteString("detail", places.Hide(refusal.Message));
            if (refusal.Nearest is { } nearest) json.List("nearest", [nearest]);
        });
        if (HttpMethods.IsHead(context.Request.Method)) return Task.CompletedTask;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
