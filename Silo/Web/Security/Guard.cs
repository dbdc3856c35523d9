using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Net.Http.Headers;

namespace LlmWorkload.Web;

/// <summary>
/// Lets in who may ask. Without keys that is who comes by a name of loopback, so that no page of another site can ask by a name of its own
/// that leads here; with keys, who has one. What changes something needs a key that writes, or a header that no form of another site can
/// send. So many requests a second are answered of each key or address.
/// </summary>
internal sealed class Guard : IDisposable
{
    /// <summary>The header that requests need which change something.</summary>
    public const string WriteHeader = "X-Llmwl";

    private const string KeyHeader = "X-Api-Key";
    private const string Bearer = "Bearer ";
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly RequestDelegate _next;
    private readonly ApiKeys _keys;
    private readonly bool _anyHost;
    private readonly PartitionedRateLimiter<string> _rates;

    /// <summary>Makes it.</summary>
    /// <param name="next">What is guarded.</param>
    /// <param name="settings">The settings.</param>
    public Guard(RequestDelegate next, WebSettings settings)
    {
        (_next, _keys) = (next, new ApiKeys(settings.Security));
        _anyHost = settings.Security.AllowInsecure && !IPAddress.IsLoopback(IPAddress.Parse(settings.Http.Address));
        var perSecond = settings.Http.RequestsPerSecond;
        _rates = PartitionedRateLimiter.Create<string, string>(asker => RateLimitPartition.GetTokenBucketLimiter(
            asker, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecond,
                TokensPerPeriod = Math.Max(1, (int)(perSecond * Period.TotalSeconds)),
                ReplenishmentPeriod = perSecond * Period.TotalSeconds < 1 ? TimeSpan.FromSeconds(1.0 / perSecond) : Period,
                QueueLimit = 0,
            }));
    }

    /// <summary>Refuses, or goes on.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var writes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        var asker = _keys.Any ? KeyOf(context, writes) : LoopbackOf(context, writes);
        using var rate = _rates.AttemptAcquire(asker);
        if (!rate.IsAcquired)
            throw new Refusal(StatusCodes.Status429TooManyRequests, "These are more requests a second than Http:RequestsPerSecond.")
            { RetryAfter = 1 };
        await _next(context);
    }

    /// <inheritdoc/>
    public void Dispose() => _rates.Dispose();

    private string KeyOf(HttpContext context, bool writes)
    {
        var headers = context.Request.Headers;
        var key = headers[KeyHeader].ToString() is { Length: > 0 } given
            ? given
            : headers[HeaderNames.Authorization].ToString() is var words && words.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? words[Bearer.Length..].Trim()
                : null;
        if (key is null)
            throw new Refusal(StatusCodes.Status401Unauthorized, $"A key is needed, as '{HeaderNames.Authorization}: Bearer KEY'.");
        var found = _keys.Find(key) ?? throw new Refusal(StatusCodes.Status401Unauthorized, "The key is not known.");
        return writes && !found.Writes
            ? throw new Refusal(StatusCodes.Status403Forbidden, "The key may read, and not write.")
            : $"key {found.Name}";
    }

    private string LoopbackOf(HttpContext context, bool writes)
    {
        if (!_anyHost && !IsLoopback(context.Request.Host.Host))
            throw new Refusal(StatusCodes.Status421MisdirectedRequest,
                $"Host is '{context.Request.Host.Host}'; without a key, expected a name of loopback such as localhost.");
        if (writes && !context.Request.Headers.ContainsKey(WriteHeader))
            throw new Refusal(StatusCodes.Status403Forbidden, $"What changes something needs the header '{WriteHeader}: 1'.");
        return context.Connection.RemoteIpAddress?.ToString() ?? "";
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
