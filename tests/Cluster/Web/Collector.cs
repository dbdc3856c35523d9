using System.Net;
using System.Text;

namespace LlmWorkload.Tests.Web;

/// <summary>A collector of measurements and traces that keeps what it is sent.</summary>
internal sealed class Collector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Lock _lock = new();
    private readonly StringBuilder _traces = new();
    private readonly StringBuilder _metrics = new();
    private readonly Task _serving;

    public Collector()
    {
        Address = $"http://127.0.0.1:{SiloProcess.FreePorts().One}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>The texts in the spans, among the bytes of their messages.</summary>
    public string Traces
    {
        get
        {
            lock (_lock) return _traces.ToString();
        }
    }

    /// <summary>The same of measurements.</summary>
    public string Metrics
    {
        get
        {
            lock (_lock) return _metrics.ToString();
        }
    }

    public void Dispose()
    {
        _listener.Close();
        _serving.GetAwaiter().GetResult();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                var text = await reader.ReadToEndAsync();
                lock (_lock) (context.Request.Url!.AbsolutePath == "/v1/traces" ? _traces : _metrics).Append(text);
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // It is over.
        }
    }
}
