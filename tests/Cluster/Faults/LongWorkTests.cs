using System.Net;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Export;
using LlmWorkload.Hosting;
using LlmWorkload.Ingestion;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace LlmWorkload.Tests.Faults;

/// <summary>Work that takes longer than its answer is waited for is asked for again, however little patience there is.</summary>
public sealed class LongWorkTests : IDisposable
{
    private const int Timeouts = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pools_sessions_and_rows_are_asked_for_until_they_are_there()
    {
        var late = new LateAnswers();
        using var host = Start(late);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var catalog = (await new LogIngestor(grains).IngestAsync(
            new IngestRequest { Files = [SampleLog.Write(_folder.At("log.csv"), rows: 200, seed: 1, models: 1)], Dataset = "d" })).Catalog;
        late.Begin();

        var pool = grains.GetGrain<IPoolGrain>(0);
        Assert.Equal(catalog.Rows, (await pool.PlanAsync(catalog)).Rows);
        Assert.Empty(await pool.ReadAsync(catalog, []));
        Assert.InRange((await pool.ReadRestAsync(catalog)).Requests, 1, catalog.Rows);
        var plan = await grains.GetGrain<IExportGrain>(0).PlanAsync(catalog);
        Assert.Single(plan.Windows);
        var turns = grains.GetGrain<ISessionTurnsGrain>(0);
        var page = Assert.Single((await turns.PlanAsync(catalog))!);
        Assert.NotEmpty((await turns.ReadAsync(catalog, new AnalysisOptions(), page)).Turns);
        Assert.Equal(6 * Timeouts, late.Count);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static IHost Start(LateAnswers late)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(SiloProcess.FreePorts().One, gatewayPort: 0);
            silo.Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback);
            silo.AddWorkload(new WorkloadStorageOptions { Provider = "Memory" });

            // Who waits for nothing gives up where a call that is not work is late.
            WorkloadConnection.AddRepeatedCalls(
                silo.Services, isEmbedded: true, TimeSpan.Zero, new WaitingNotice(null, TimeProvider.System), CancellationToken.None);
            silo.AddIncomingGrainCallFilter(late);
        });
        return builder.Build();
    }

    /// <summary>Lets the first calls of every method of the rooms of export be late.</summary>
    private sealed class LateAnswers : IIncomingGrainCallFilter
    {
        private readonly Dictionary<string, int> _late = [];
        private readonly Lock _lock = new();
        private bool _begun;

        public int Count { get; private set; }

        public void Begin() => _begun = true;

        public Task Invoke(IIncomingGrainCallContext context)
        {
            var of = context.InterfaceMethod.DeclaringType!;
            return _begun && of.Namespace == typeof(IPoolGrain).Namespace && IsLate($"{of.Name}.{context.InterfaceMethod.Name}")
                ? throw new TimeoutException("The answer is late.")
                : context.Invoke();
        }

        private bool IsLate(string method)
        {
            lock (_lock)
            {
                var before = _late.GetValueOrDefault(method);
                if (before == Timeouts) return false;
                _late[method] = before + 1;
                Count++;
                return true;
            }
        }
    }
}
