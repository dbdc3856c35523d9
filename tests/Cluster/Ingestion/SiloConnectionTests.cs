using System.Collections.Concurrent;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Hosting;
using LlmWorkload.Ingestion;
using LlmWorkload.Segments;
using LlmWorkload.Tests.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace LlmWorkload.Tests.Ingestion;

/// <summary>Segments that go straight to the silo that holds their grain.</summary>
[Collection(ServersCollection.Name)]
public sealed class SiloConnectionTests(PostgresServer postgres, FaultyCluster faulty)
{
    private static readonly DatasetOptions Options = new(Partitions: 16, ChunkRecords: 1_000, ModelParts: 4);

    [Fact]
    public async Task Every_segment_goes_by_way_of_the_silo_that_holds_its_grain_also_where_grains_have_moved()
    {
        var cluster = await faulty.RequireAsync(postgres);
        Assert.Equal(0, await DetoursAsync(cluster, "straight", cluster.Log));

        (await cluster.Cluster.StopAsync(0)).Succeeded();
        // Wakes the grains of the silo that is gone on the others.
        await cluster.Client.WriteAsync("straight", cluster.At("straight-moved"));
        await cluster.Cluster.RestartAsync(0);

        Assert.Equal(0, await DetoursAsync(cluster, "straight", cluster.Small));
    }

    [Fact]
    public async Task Silos_that_cannot_be_reached_one_by_one_get_their_rows_all_the_same()
    {
        var cluster = await faulty.RequireAsync(postgres);
        var (nobody, _) = SiloProcess.FreePorts();
        await using var silos = new SiloConnections(cluster.Client.Grains, configure => Build(client =>
        {
            configure(client);
            client.UseStaticClustering(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, nobody));
        }), CancellationToken.None);
        await silos.OpenAsync();

        await new LogIngestor(cluster.Client.Grains, silos).IngestAsync(
            new IngestRequest { Files = [cluster.Log], Dataset = "unreachable", Options = Options });

        await cluster.AssertWholeAsync("unreachable");
    }

    // Ingests a file, and counts the segments that did not arrive where their grain lies.
    private static async Task<int> DetoursAsync(FaultyCluster cluster, string dataset, string file)
    {
        var sent = new ConcurrentBag<(int Gateway, GrainId Grain)>();
        await using var silos = new SiloConnections(cluster.Client.Grains, configure => Build(client =>
        {
            configure(client);
            client.Services.AddSingleton<IOutgoingGrainCallFilter>(services => new SegmentCounter(services, sent));
        }), CancellationToken.None);
        await silos.OpenAsync();
        await new LogIngestor(cluster.Client.Grains, silos).IngestAsync(
            new IngestRequest { Files = [file], Dataset = dataset, Options = Options });

        var management = cluster.Client.Grains.GetGrain<IManagementGrain>(0);
        var gateways = (await management.GetDetailedHosts(onlyActive: true)).ToDictionary(host => host.SiloAddress, host => host.ProxyPort);
        var held = (await management.GetDetailedGrainStatistics(SegmentHolders.Types)).ToDictionary(
            each => each.GrainId, each => gateways[each.SiloAddress]);
        Assert.NotEmpty(sent);
        return sent.Count(each => held[each.Grain] != each.Gateway);
    }

    private static IHost Build(Action<IClientBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client => configure(client.UseWorkload(WorkloadSilo.DefaultClusterId)));
        return builder.Build();
    }

    /// <summary>Notes which gateway the segments go to.</summary>
    private sealed class SegmentCounter(IServiceProvider services, ConcurrentBag<(int Gateway, GrainId Grain)> sent)
        : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context)
        {
            if (context.MethodName == nameof(ISegmentGrain.AppendAsync))
                sent.Add(
                    (services.GetRequiredService<IOptions<StaticGatewayListProviderOptions>>().Value.Gateways.Single().Port,
                    context.TargetId));
            return context.Invoke();
        }
    }
}
