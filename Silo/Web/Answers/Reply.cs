namespace LlmWorkload.Web;

/// <summary>An answer's body, and what stands in its head beside it.</summary>
/// <param name="Type">What the bytes are.</param>
/// <param name="Bytes">The body.</param>
internal sealed record Reply(string Type, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The version of the dataset that the bytes are of; null where they may be of several.</summary>
    public long? Version { get; init; }

    /// <summary>The query of the next page; null where there is none.</summary>
    public QueryString? Next { get; init; }

    /// <summary>Whether the gates hold; null without gates.</summary>
    public bool? Gate { get; init; }

    /// <summary>Writes the head.</summary>
    public void Mark(HttpContext context)
    {
        var request = context.Request;
        if (Next is { } next)
            context.Response.Headers.Link = $"<{request.PathBase}{request.Path.ToUriComponent()}{next}>; rel=\"next\"";
        if (Gate is { } holds) context.Response.Headers["X-Gate"] = holds ? "pass" : "fail";
    }
}
