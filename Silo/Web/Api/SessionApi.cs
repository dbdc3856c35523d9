namespace LlmWorkload.Web;

/// <summary>Logging in with a key, for browsers: what a cookie then stands for, the key need not be sent for.</summary>
internal static class SessionApi
{
    /// <summary>Its path, which is guarded by itself.</summary>
    public const string Path = $"{Api.Root}/session";

    /// <summary>Maps the resource.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/session", ShowAsync).Says("Whether keys are needed, and who is logged in; anybody may ask");
        api.MapPost("/session", BeginAsync)
            .Says("Logs in with the key of the request; answers a cookie that lasts Security:SessionLifetime");
        api.MapDelete("/session", EndAsync).Says("Logs out");
    }

    private static Task ShowAsync(HttpContext context, ApiKeys keys, Sessions sessions)
    {
        Parameters.Of(context);
        return SendAsync(context, keys, sessions.Find(context));
    }

    private static async Task BeginAsync(HttpContext context, ApiKeys keys, Sessions sessions)
    {
        Parameters.Of(context);
        if (!keys.Any) throw new Refusal(StatusCodes.Status409Conflict, "The silo has no keys, so nobody logs in.");
        var session = Guard.HolderOf(context, keys);
        sessions.Begin(context, session);
        await SendAsync(context, keys, session);
    }

    private static Task EndAsync(HttpContext context, Sessions sessions)
    {
        Parameters.Of(context);
        sessions.End(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task SendAsync(HttpContext context, ApiKeys keys, Session? session) => Answer.SendAsync(
        context, null, Answer.Json, Answer.Line(JsonText.Object(json =>
        {
            json.WriteBoolean("needs_key", keys.Any);
            json.WriteString("name", session?.Name);
            json.WriteString("role", session is null ? null : session.Writes ? "write" : "read");
        })));
}
