using System.Text;

namespace LlmWorkload.Web;

/// <summary>Whether the process lives, and whether the silo can answer. Anybody may ask.</summary>
internal static class HealthApi
{
    private const string Alive = "/healthz";
    private const string Ready = "/readyz";
    private const string Text = "text/plain; charset=utf-8";

    /// <summary>Whether a path is one of these.</summary>
    public static bool Serves(PathString path) => path == Alive || path == Ready;

    /// <summary>Maps the resources.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead(Alive, AliveAsync).ExcludeFromDescription();
        routes.MapRead(Ready, ReadyAsync).ExcludeFromDescription();
    }

    private static Task AliveAsync(HttpContext context) => SendAsync(context, StatusCodes.Status200OK, "Alive");

    private static async Task ReadyAsync(HttpContext context, Readiness readiness)
    {
        var why = await readiness.WhyNotAsync(context.RequestAborted);
        await SendAsync(context, why is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, why ?? "Ready");
    }

    private static Task SendAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        return Answer.SendAsync(context, null, Text, Encoding.UTF8.GetBytes($"{words}\n"));
    }
}
