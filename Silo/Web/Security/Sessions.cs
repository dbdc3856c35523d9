using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LlmWorkload.Web;

/// <summary>
/// Who is logged in at this silo. A session is 32 random bytes that its browser alone has, in a cookie; the silo remembers the hash, in
/// memory, until the session ends. All are compared in constant time, whichever fits.
/// </summary>
/// <param name="settings">How long a session lasts.</param>
/// <param name="time">The clock.</param>
internal sealed class Sessions(WebSettings settings, TimeProvider time)
{
    /// <summary>The name of the cookie.</summary>
    public const string Cookie = "llmwl-session";

    /// <summary>The most at once; the oldest ends when there would be more.</summary>
    public const int Most = 1_000;

    private const int TokenBytes = 32;

    private readonly Lock _lock = new();
    private readonly List<(byte[] Hash, DateTimeOffset Ends, Session Session)> _sessions = [];

    /// <summary>Logs somebody in, and gives the browser the cookie.</summary>
    public void Begin(HttpContext context, Session session)
    {
        Remove(context);
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var ends = time.GetUtcNow() + settings.Security.SessionLifetime;
        lock (_lock)
        {
            Forget();
            if (_sessions.Count >= Most) _sessions.RemoveAt(0);
            _sessions.Add((HashOf(token), ends, session));
        }

        context.Response.Cookies.Append(Cookie, token, Options(context, settings.Security.SessionLifetime));
    }

    /// <summary>Who a request's cookie stands for; null for nobody, or nobody any longer.</summary>
    public Session? Find(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } token) return null;
        var hash = HashOf(token);
        Session? found = null;
        lock (_lock)
        {
            Forget();
            foreach (var (known, _, session) in _sessions)
            {
                if (CryptographicOperations.FixedTimeEquals(hash, known)) found = session;
            }
        }

        return found;
    }

    /// <summary>Ends the session of a request's cookie, and removes the cookie.</summary>
    public void End(HttpContext context)
    {
        Remove(context);
        context.Response.Cookies.Delete(Cookie, Options(context, null));
    }

    private void Remove(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } token) return;
        var hash = HashOf(token);
        lock (_lock) _sessions.RemoveAll(each => CryptographicOperations.FixedTimeEquals(hash, each.Hash));
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        _sessions.RemoveAll(each => each.Ends <= now);
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static CookieOptions Options(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
