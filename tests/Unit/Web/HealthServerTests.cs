using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LlmWorkload.Hosting;
using LlmWorkload.Web;
using Orleans.Runtime;

namespace LlmWorkload.Tests.Web;

/// <summary>What is heard at the health port, of a silo that is in whatever state a test says.</summary>
public sealed class HealthServerTests : IAsyncLifetime
{
    private readonly SiloEndpointOptions _options = new() { HealthPort = FreePort() };
    private readonly HttpClient _http = new();
    private readonly HealthServer _server;
    private SiloStatus _status = SiloStatus.Active;

    public HealthServerTests()
    {
        _http.BaseAddress = new Uri($"http://127.0.0.1:{_options.HealthPort}");
        _server = NewServer();
    }

    public async ValueTask InitializeAsync() => await _server.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(SiloStatus.Active, HttpStatusCode.OK)]
    [InlineData(SiloStatus.Joining, HttpStatusCode.ServiceUnavailable)]
    [InlineData(SiloStatus.ShuttingDown, HttpStatusCode.ServiceUnavailable)]
    [InlineData(SiloStatus.Stopping, HttpStatusCode.ServiceUnavailable)]
    [InlineData(SiloStatus.Dead, HttpStatusCode.ServiceUnavailable)]
    public async Task Only_an_active_silo_is_healthy_and_the_answer_is_its_status(SiloStatus status, HttpStatusCode code)
    {
        _status = status;

        using var answer = await _http.GetAsync(HealthServer.RequestPath);

        Assert.Equal(code, answer.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal($"{status}\n", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/health/silo")]
    [InlineData("/health/../metrics")]
    public async Task Nothing_else_is_found(string path)
    {
        using var answer = await _http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Health_is_only_asked_for(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), HealthServer.RequestPath);
        request.Content = new ByteArrayContent(new byte[100_000]);
        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task An_answer_does_not_say_what_gave_it_and_is_not_to_be_kept()
    {
        using var answer = await _http.GetAsync(HealthServer.RequestPath);

        Assert.Empty(answer.Headers.Server);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_port_that_another_has_is_named()
    {
        var second = NewServer();

        var refused = await Assert.ThrowsAsync<WorkloadException>(() => second.StartAsync(CancellationToken.None));

        Assert.True(refused.IsInput);
        Assert.StartsWith($"Silo:HealthPort is {_options.HealthPort}, which cannot be listened on: ", refused.Message);
        await second.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_request_that_does_not_end_is_cut_off()
    {
        using var connection = await ConnectAsync();
        await connection.GetStream().WriteAsync("GET /health HTTP/1.1\r\n"u8.ToArray());

        var began = Stopwatch.GetTimestamp();
        await ReadToEndAsync(connection);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromSeconds(1), 20 * HealthServer.LongestRequest);
    }

    [Fact]
    public async Task Who_comes_when_there_are_many_is_turned_away_and_let_in_when_they_are_gone()
    {
        var many = await Task.WhenAll(Enumerable.Range(0, HealthServer.MostConnections).Select(_ => ConnectAsync()));
        using var late = await ConnectAsync();
        Assert.Equal("", await ReadToEndAsync(late));

        foreach (var connection in many) connection.Dispose();

        for (var began = Stopwatch.GetTimestamp(); !await IsAnsweredAsync(); await Task.Delay(TimeSpan.FromMilliseconds(50)))
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, 5 * HealthServer.LongestRequest);
    }

    [Fact]
    public async Task A_silo_that_stops_answers_no_more_and_does_not_wait_for_requests_that_have_not_ended()
    {
        await _server.StopAsync(CancellationToken.None);
        var patient = NewServer(TimeSpan.FromHours(1));
        await patient.StartAsync(CancellationToken.None);
        using var connection = await ConnectAsync();
        await connection.GetStream().WriteAsync("GET /health HTTP/1.1\r\n"u8.ToArray());
        Assert.True(await IsAnsweredAsync());

        await patient.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5));

        Assert.False(await IsAnsweredAsync());
    }

    private HealthServer NewServer(TimeSpan? limit = null) => new(_options, Fake<ISiloStatusOracle>.Of(_ => _status))
    {
        RequestLimit = limit ?? HealthServer.LongestRequest,
    };

    private async Task<TcpClient> ConnectAsync()
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _options.HealthPort);
        return connection;
    }

    private async Task<bool> IsAnsweredAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(HealthServer.RequestPath);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // A connection that the server resets has ended too.
    private static async Task<string> ReadToEndAsync(TcpClient connection)
    {
        using var reader = new StreamReader(connection.GetStream());
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
