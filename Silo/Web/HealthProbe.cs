using System.Net;
using LlmWorkload.Hosting;

namespace LlmWorkload.Web;

/// <summary>Asks the silo with the same settings whether it is active. It is made for the health check of a container.</summary>
internal static class HealthProbe
{
    /// <summary>The argument that asks for it.</summary>
    public const string Argument = "--check-health";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    /// <summary>Prints what the silo says.</summary>
    /// <returns>Whether it is active.</returns>
    /// <exception cref="WorkloadException">There is no health port, or nobody answers at it.</exception>
    public static async Task<bool> RunAsync(SiloEndpointOptions options, TextWriter output)
    {
        if (options.HealthPort == 0)
            throw new WorkloadException("Silo:HealthPort is 0; expected the port that the silo was given.") { IsInput = true };
        var address = IPAddress.Parse(options.Address);
        var reached = IPAddress.Any.Equals(address)
            ? IPAddress.Loopback
            : IPAddress.IPv6Any.Equals(address)
            ? IPAddress.IPv6Loopback
            : address;
        using var http = new HttpClient { Timeout = LongestWait };
        try
        {
            using var answer = await http.GetAsync(
                new UriBuilder("http", reached.ToString(), options.HealthPort, HealthServer.RequestPath).Uri);
            await output.WriteAsync(await answer.Content.ReadAsStringAsync());
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            throw new WorkloadException($"No silo answers at {new IPEndPoint(reached, options.HealthPort)}: {silent.Message}", silent);
        }
    }
}
