using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace LlmWorkload.Hosting;

/// <summary>
/// What <c>--cluster</c> names: gateways, <c>HOST:PORT[,…]</c>, or the store in which a cluster's silos list themselves,
/// <c>PROVIDER:CONNECTION</c>. <c>PROVIDER</c> alone takes the connection string from the environment (<c>ConnectionStrings__Postgres</c>),
/// where it is not seen by other users.
/// </summary>
internal sealed class ClusterAddress
{
    private readonly Action<IClientBuilder> _add;

    private ClusterAddress(string name, Action<IClientBuilder> add, Func<Exception, StoreFailure?> explain) =>
        (Name, _add, Explain) = (name, add, explain);

    /// <summary>How to speak of it: never with what is secret in a connection string.</summary>
    public string Name { get; }

    /// <summary>Says in words a failure of the store; null for any other.</summary>
    public Func<Exception, StoreFailure?> Explain { get; }

    /// <summary>Reads the option.</summary>
    /// <exception cref="WorkloadException">It is neither.</exception>
    public static ClusterAddress Parse(string text, IConfiguration environment)
    {
        var colon = text.IndexOf(':');
        var (name, connection) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);

        // A host may be called like a provider: what follows it then is no more than a port.
        return EmbeddedCluster.FindStore(name) is { } store && !ushort.TryParse(connection, out _)
            ? Listing(store, connection, environment)
            : Listed(text);
    }

    /// <summary>Sets a client up to find its gateways.</summary>
    public void AddTo(IClientBuilder client) => _add(client);

    private static ClusterAddress Listing(EmbeddedCluster.Store store, string connection, IConfiguration environment)
    {
        if (connection.Length == 0) connection = environment.GetConnectionString(store.Name) ?? "";
        return new ClusterAddress(
            $"a gateway that the cluster's silos have listed in {store.Name}", client => store.Add(client, connection), store.Explain);
    }

    private static ClusterAddress Listed(string text)
    {
        IPEndPoint[] gateways = [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(Gateways)];
        return new ClusterAddress(text, client => client.UseStaticClustering(gateways), static _ => null);
    }

    private static IEnumerable<IPEndPoint> Gateways(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port))
        {
            throw new WorkloadException(
                $"--cluster has '{text}'; expected HOST:PORT, such as 127.0.0.1:30000, or one of "
                    + $"{string.Join(", ", EmbeddedCluster.StoreNames)} with a connection string, such as redis:127.0.0.1:6379.")
            { IsInput = true };
        }

        var host = text[..colon].Trim('[', ']');
        return Addresses(host).Select(address => new IPEndPoint(address, port));
    }

    // A name may stand for several silos, each with an address. One that has addresses of both kinds has the same silos behind both.
    private static IEnumerable<IPAddress> Addresses(string host)
    {
        if (IPAddress.TryParse(host, out var address)) return [address];
        try
        {
            var addresses = Dns.GetHostAddresses(host);
            var first = addresses.Where(each => each.AddressFamily == AddressFamily.InterNetwork).ToList();
            return first.Count > 0 ? first : addresses;
        }
        catch (SocketException unknown)
        {
            throw new WorkloadException($"--cluster names the host '{host}', which cannot be found: {unknown.Message}") { IsInput = true };
        }
    }
}
