using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Net.Http.Headers;

namespace LlmWorkload.Web;

/// <summary>
/// Lets in who may ask. Without keys that is who comes by a name of loopback, so that no page of another site can ask by a name of its
/// own that leads here; with keys, who has one or has logged in with one. What changes something needs a key that writes, and, without
/// a key in the request itself, a header that no form of another site can send. So many requests a second are answered of each key or
/// address, and refused of each address.
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
    private readonly Sessions _sessions;
    private readonly Func<PathString, bool> _isOpen;
    private readonly bool _anyHost;
    private readonly PartitionedRateLimiter<string> _rates;

    /// <summary>Makes it.</summary>
    /// <param name="next">What is guarded.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="sessions">Who is logged in.</param>
    /// <param name="isOpen">Whether a path needs no key: it has nothing of the logs, or guards itself.</param>
    public Guard(RequestDelegate next, WebSettings settings, ApiKeys keys, Sessions sessions, Func<PathString, bool> isOpen)
    {
        (_next, _keys, _sessions, _isOpen) = (next, keys, sessions, isOpen);
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
        string asker;
        try
        {
            asker = AskerOf(context, writes);
        }
        catch (Refusal)
        {
            Count(AddressOf(context));
            throw;
        }

        Count(asker);
        await _next(context);
    }

    // Who is refused asks as well: keys are guessed no faster, and refusing costs something.
    private void Count(string asker)
    {
        using var rate = _rates.AttemptAcquire(asker);
        if (rate.IsAcquired) return;
        throw new Refusal(StatusCodes.Status429TooManyRequests, "These are more requests a second than Http:RequestsPerSecond.")
        {
            RetryAfter = 1,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _rates.Dispose();

    /// <summary>Who has the key that a request comes with.</summary>
    /// <exception cref="Refusal">It comes with none, or with one that is not known.</exception>
    public static Session HolderOf(HttpContext context, ApiKeys keys)
    {
        var key = KeyIn(context)
            ?? throw new Refusal(StatusCodes.Status401Unauthorized, $"A key is needed, as '{HeaderNames.Authorization}: Bearer KEY'.");
        var (name, writes) = keys.Find(key) ?? throw new Refusal(StatusCodes.Status401Unauthorized, "The key is not known.");
        return new Session(name, writes);
    }

    private string AskerOf(HttpContext context, bool writes)
    {
        if (!_keys.Any) return LoopbackOf(context, writes);
        var isOpen = _isOpen(context.Request.Path);
        var holder = isOpen || KeyIn(context) is not null ? null : _sessions.Find(context);
        if (writes && (isOpen || holder is not null)) CheckHeader(context);
        if (isOpen) return AddressOf(context);
        holder ??= HolderOf(context, _keys);
        return writes && !holder.Writes
            ? throw new Refusal(StatusCodes.Status403Forbidden, "The key may read, and not write.")
            : $"key {holder.Name}";
    }

    private static string? KeyIn(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers[KeyHeader].ToString() is { Length: > 0 } given) return given;
        var words = headers[HeaderNames.Authorization].ToString();
        return words.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? words[Bearer.Length..].Trim() : null;
    }

    private string LoopbackOf(HttpContext context, bool writes)
    {
        if (!_anyHost && !IsLoopback(context.Request.Host.Host))
            throw new Refusal(StatusCodes.Status421MisdirectedRequest,
                $"Host is '{context.Request.Host.Host}'; without a key, expected a name of loopback such as localhost.");
        if (writes) CheckHeader(context);
        return AddressOf(context);
    }

    // A browser sends its cookies with a form of another site, too, and never this header.
    private static void CheckHeader(HttpContext context)
    {
        if (!context.Request.Headers.ContainsKey(WriteHeader))
            throw new Refusal(StatusCodes.Status403Forbidden, $"What changes something needs the header '{WriteHeader}: 1'.");
    }

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
