using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>
/// Forgets the silos that the table of silos lists. The table tells silos apart by their start times. A silo whose clock was ahead leaves a
/// start time in the future. Until that time has come, the table takes every silo with the right time for one that ended long ago.
/// </summary>
internal static class ForgottenSilos
{
    /// <summary>The argument that asks for it, beside <see cref="DatabaseSetup.Argument"/>.</summary>
    public const string Argument = "--forget-silos";

    // How many signs of life a living silo may miss before the others look at it.
    private const int SignsOfLife = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    /// <summary>Forgets the silos and says so.</summary>
    /// <param name="settings">The settings, which name the table.</param>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="output">Told what was done.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="WorkloadException">There is no table, or a silo of it is alive.</exception>
    public static async Task RunAsync(SiloSettings settings, string clusterId, TextWriter output, TimeProvider time)
    {
        if (ClusteringProviders.Find(settings.Clustering.Provider) is not { IsShared: true })
            throw new WorkloadException($"{Argument}: Clustering:Provider '{settings.Clustering.Provider}' keeps no table of silos; "
                + $"expected one of {string.Join(", ", ClusteringProviders.SharedNames)}.")
            { IsInput = true };

        using var host = Build(settings, clusterId);
        var table = host.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true);
        var listed = (await table.ReadAllAsync()).Members;
        if (await FindAliveAsync(table, SignInterval(host) * SignsOfLife, time) is { } alive)
            throw new WorkloadException(
                $"{Argument}: the silo at {alive.SiloAddress.Endpoint} is alive; stop all silos of the cluster '{clusterId}' first.");

        await table.DeleteMembershipTableEntriesAsync(clusterId);
        await output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"The table of silos has forgotten {listed.Count} of the cluster '{clusterId}'."));
    }

    // Built as a silo is, so that it opens the same table. It is never started.
    private static IHost Build(SiloSettings settings, string clusterId)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => cluster.ClusterId = clusterId);
            ClusteringProviders.Add(silo, settings.Clustering, settings.Storage);
            silo.AddWorkload(settings.Storage);
        });
        return builder.Build();
    }

    private static TimeSpan SignInterval(IHost host) =>
        host.Services.GetRequiredService<IOptions<ClusterMembershipOptions>>().Value.IAmAliveTablePublishTimeout;

    /// <summary>
    /// A silo whose sign of life changes while it is watched. A single reading says nothing: signs are times by clocks that may all be
    /// wrong.
    /// </summary>
    private static async Task<MembershipEntry?> FindAliveAsync(IMembershipTable table, TimeSpan longest, TimeProvider time)
    {
        var first = await SignsAsync(table);
        for (var since = time.GetTimestamp(); first.Count > 0 && time.GetElapsedTime(since) < longest; await Task.Delay(Interval, time))
        {
            foreach (var (address, entry) in await SignsAsync(table))
            {
                if (!first.TryGetValue(address, out var before) || before.IAmAliveTime != entry.IAmAliveTime
                    || before.Status != entry.Status)
                    return entry;
            }
        }

        return null;
    }

    private static async Task<Dictionary<SiloAddress, MembershipEntry>> SignsAsync(IMembershipTable table) =>
        (await table.ReadAllAsync()).Members.Select(member => member.Item1).Where(entry => entry.Status != SiloStatus.Dead)
            .ToDictionary(entry => entry.SiloAddress);
}
