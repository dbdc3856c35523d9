using System.Net;
using System.Net.Sockets;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;

namespace LlmWorkload.Tests.Storage;

public interface INoteGrain : IGrainWithStringKey
{
    Task Add(string line);

    Task<List<string>> Lines();
}

public sealed class NoteGrain(
    [PersistentState("note", "State")] IPersistentState<List<string>> note,
    [PersistentState("copy", "Other")] IPersistentState<List<string>> copy) : Grain, INoteGrain
{
    public async Task Add(string line)
    {
        note.State.Add(line);
        copy.State.Add(line);
        await note.WriteStateAsync();
    }

    public Task<List<string>> Lines() => Task.FromResult<List<string>>([.. note.State, .. copy.State]);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        copy.WriteStateAsync(cancellationToken);
}

public sealed class RocksDbSiloTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task State_survives_a_restart_of_the_silo_even_what_is_written_during_deactivation()
    {
        using (var silo = Silo())
        {
            await silo.StartAsync();
            await Note(silo).Add("before");
            await silo.StopAsync();
        }

        using (var silo = Silo())
        {
            await silo.StartAsync();
            Assert.Equal(["before", "before"], await Note(silo).Lines());
            await silo.StopAsync();
        }
    }

    [Fact]
    public async Task A_stopped_silo_has_let_go_of_its_folder()
    {
        using var silo = Silo();
        await silo.StartAsync();
        await silo.StopAsync();

        RocksDbGrainStorageTests.Opened(_folder.At("state")).Dispose();
    }

    [Fact]
    public async Task A_silo_whose_folder_is_in_use_does_not_start_and_says_why()
    {
        using var holder = RocksDbGrainStorageTests.Opened(_folder.At("state"));
        using var silo = Silo();

        var error = await Assert.ThrowsAsync<WorkloadException>(() => silo.StartAsync());

        Assert.Contains("in use by another process", error.Message);
    }

    [Fact]
    public async Task A_silo_without_a_folder_does_not_start_and_names_the_setting()
    {
        var error = await Assert.ThrowsAnyAsync<WorkloadException>(async () =>
        {
            using var silo = Silo(path: "");
            await silo.StartAsync();
        });

        Assert.Contains("Storage:Path", error.Message);
    }

    private static INoteGrain Note(IHost silo) => silo.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>("n:1");

    private IHost Silo(string? path = null)
    {
        var ports = FreePorts();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(ports.Silo, ports.Gateway)
            .AddRocksDbGrainStorage("State", options => options.Configure(o => o.Path = path ?? _folder.At("state")))
            .AddRocksDbGrainStorage("Other", options => options.Configure(o => o.Path = _folder.At("other"))));
        return builder.Build();
    }

    private static (int Silo, int Gateway) FreePorts()
    {
        using var one = new TcpListener(IPAddress.Loopback, 0);
        using var two = new TcpListener(IPAddress.Loopback, 0);
        one.Start();
        two.Start();
        return (((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)two.LocalEndpoint).Port);
    }
}
