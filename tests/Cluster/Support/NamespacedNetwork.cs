namespace LlmWorkload.Tests;

/// <summary>
/// Machines that reach one another through a router, and nothing else: Linux network namespaces, which go with the test. What the router is
/// told to lose is lost without a word to anyone, as on a network that is broken.
/// </summary>
internal sealed class NamespacedNetwork : IAsyncDisposable
{
    private readonly string _router = $"llmwl-{Guid.NewGuid().ToString("N")[..8]}";
    private readonly List<string> _namespaces = [];
    private readonly List<Machine> _machines = [];
    private readonly List<string[]> _losses = [];

    private NamespacedNetwork()
    {
    }

    /// <summary>The machines.</summary>
    public IReadOnlyList<Machine> Machines => _machines;

    /// <summary>Makes the network; the test is skipped where namespaces cannot be made.</summary>
    public static async Task<NamespacedNetwork> RequireAsync(int machines)
    {
        var network = new NamespacedNetwork();
        try
        {
            var made = await Tool.RequireAsync("iproute2", "ip", "netns", "add", network._router);
            Assert.SkipWhen(made.ExitCode != 0, $"Network namespaces cannot be made here: {made.Error.Trim()}");
            network._namespaces.Add(network._router);
            await RunAsync("netns", "exec", network._router, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
            for (var number = 1; number <= machines; number++) await network.AddAsync(number);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Loses from now on all that a machine and others send one another.</summary>
    public async Task CutAsync(Machine machine, params IReadOnlyList<Machine> others)
    {
        foreach (var other in others)
        {
            await LoseAsync(machine, other);
            await LoseAsync(other, machine);
        }
    }

    /// <summary>Loses nothing any more.</summary>
    public async Task HealAsync()
    {
        foreach (var loss in _losses) await RunAsync(["-n", _router, "rule", "delete", .. loss]);
        _losses.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_namespaces.Select(name => RunAsync("netns", "delete", name)));
        _namespaces.Clear();
    }

    private async Task AddAsync(int number)
    {
        var (name, link, address, gateway) = ($"{_router}-{number}", $"machine{number}", $"10.0.{number}.2", $"10.0.{number}.1");
        await RunAsync("netns", "add", name);
        _namespaces.Add(name);
        await RunAsync("link", "add", link, "netns", _router, "type", "veth", "peer", "name", "router", "netns", name);
        await RunAsync("-n", _router, "address", "add", $"{gateway}/24", "dev", link);
        await RunAsync("-n", _router, "link", "set", link, "up");
        await RunAsync("-n", name, "address", "add", $"{address}/24", "dev", "router");
        await RunAsync("-n", name, "link", "set", "lo", "up");
        await RunAsync("-n", name, "link", "set", "router", "up");
        await RunAsync("-n", name, "route", "add", "default", "via", gateway);
        _machines.Add(new Machine(address, "ip", "netns", "exec", name));
    }

    private async Task LoseAsync(Machine from, Machine to)
    {
        string[] loss = ["from", from.Address, "to", to.Address, "blackhole"];
        await RunAsync(["-n", _router, "rule", "add", .. loss]);
        _losses.Add(loss);
    }

    private static async Task RunAsync(params string[] arguments) =>
        (await Tool.RunAsync(new Dictionary<string, string>(), ["ip", .. arguments])).Succeeded();
}
