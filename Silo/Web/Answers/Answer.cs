using Microsoft.Net.Http.Headers;

namespace LlmWorkload.Web;

/// <summary>Sends answers, each with a strong entity tag.</summary>
internal static class Answer
{
    /// <summary>JSON.</summary>
    public const string Json = "application/json";

    /// <summary>A document as commands print it, with the end of its line.</summary>
    public static byte[] Line(byte[] document) => [.. document, (byte)'\n'];

    /// <summary>Answers 304 where the asker has the answer of a tag. Nobody need know yet whether there is such an answer.</summary>
    /// <returns>Whether that is so, and all is done.</returns>
    public static bool IsKnown(HttpContext context, EntityTagHeaderValue tag)
    {
        if (!EntityTags.IsKnown(context, tag)) return false;
        SendNothing(context, tag);
        return true;
    }

    /// <summary>Sends an answer with its head.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tag">Its tag; null where it may be of several versions.</param>
    /// <param name="reply">The answer.</param>
    public static Task SendAsync(HttpContext context, EntityTagHeaderValue? tag, Reply reply)
    {
        reply.Mark(context);
        if (tag is null || !EntityTags.HasAny(context)) return SendAsync(context, tag, reply.Type, reply.Bytes);
        SendNothing(context, tag);
        return Task.CompletedTask;
    }

    /// <summary>Sends bytes.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tag">Their tag; null where they may be of several versions.</param>
    /// <param name="contentType">What they are.</param>
    /// <param name="bytes">The bytes.</param>
    public static async Task SendAsync(HttpContext context, EntityTagHeaderValue? tag, string contentType, ReadOnlyMemory<byte> bytes)
    {
        Mark(context, tag);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>Sends bytes whose tag is told by themselves.</summary>
    public static Task SendAsync(HttpContext context, string contentType, byte[] bytes)
    {
        var tag = EntityTags.OfBytes(context, bytes);
        if (!EntityTags.HasAny(context) && !EntityTags.IsKnown(context, tag)) return SendAsync(context, tag, contentType, bytes);
        SendNothing(context, tag);
        return Task.CompletedTask;
    }

    private static void SendNothing(HttpContext context, EntityTagHeaderValue tag)
    {
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        Mark(context, tag);
    }

    // Whoever keeps an answer asks whether it is still right; a shared cache keeps none.
    private static void Mark(HttpContext context, EntityTagHeaderValue? tag)
    {
        context.Response.Headers.CacheControl = tag is null ? "no-store" : "private, no-cache";
        if (tag is not null) context.Response.Headers.ETag = tag.ToString();
    }
}
