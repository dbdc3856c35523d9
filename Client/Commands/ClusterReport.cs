using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Hosting;
using LlmWorkload.Output;
using LlmWorkload.Segments;

namespace LlmWorkload.Commands;

/// <summary>
/// What each silo of a cluster does and holds. Recorded rows are counted where they are in memory: in grains that are active. The others' are in storage, and stay there.
/// </summary>
/// <param name="Silos">The silos, by address.</param>
internal sealed record ClusterReport(IReadOnlyList<SiloReport> Silos)
{
    /// <summary>The most rows that a silo holds, by what they hold on average; null where there are none.</summary>
    public double? Balance => Active.Sum(silo => silo.Held.Rows) == 0 ? null : Active.Max(silo => silo.Held.Rows) / Active.Average(silo => silo.Held.Rows);

    private IEnumerable<SiloReport> Active => Silos.Where(silo => silo.Status == SiloStatus.Active);

    /// <summary>Asks a cluster.</summary>
    public static async Task<ClusterReport> OfAsync(IGrainFactory grains)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var hosts = Newest(await management.GetHosts());
        SiloAddress[] active = [.. hosts.Where(host => host.Value == SiloStatus.Active).Select(host => host.Key)];
        var runtime = active.Zip(await management.GetRuntimeStatistics(active)).ToDictionary(each => each.First, each => each.Second);
        var held = await HeldAsync(grains, await management.GetDetailedGrainStatistics(SegmentHolders.Types, active));
        return new ClusterReport(
        [
            .. hosts.Select(host => new SiloReport(
                host.Key.Endpoint.ToString(),
                host.Value,
                runtime.GetValueOrDefault(host.Key)?.ClientCount ?? 0,
                runtime.GetValueOrDefault(host.Key)?.ActivationCount ?? 0,
                held.GetValueOrDefault(host.Key))),
        ]);
    }

    /// <summary>The silos as a table.</summary>
    public ResultTable Table() => new(
        $"Silos{(Balance is { } balance ? $" (most rows / mean: {balance:0.00})" : "")}",
        ["silo", "status", "clients", "activations", "segments", "rows", "bytes"],
        [.. Silos.Select(silo => new object?[] { silo.Address, silo.Status.ToString(), silo.Clients, silo.Activations, silo.Held.Segments, silo.Held.Rows, silo.Held.Bytes })]);

    /// <summary>The report as a JSON document.</summary>
    public byte[] Json() => JsonText.Object(json =>
    {
        json.List("silos", Silos, Write);
        json.WriteNumber("rows", Silos.Sum(silo => silo.Held.Rows));
        json.WriteNumber("bytes", Silos.Sum(silo => silo.Held.Bytes));
        json.Number("balance", Balance);
    });

    private static void Write(Utf8JsonWriter json, SiloReport silo)
    {
        json.WriteString("silo", silo.Address);
        json.WriteString("status", silo.Status.ToString());
        json.WriteNumber("clients", silo.Clients);
        json.WriteNumber("activations", silo.Activations);
        json.WriteNumber("segments", silo.Held.Segments);
        json.WriteNumber("rows", silo.Held.Rows);
        json.WriteNumber("bytes", silo.Held.Bytes);
    }

    // A silo that was started again at an address follows one that is dead.
    private static List<KeyValuePair<SiloAddress, SiloStatus>> Newest(Dictionary<SiloAddress, SiloStatus> hosts) =>
        [.. hosts.GroupBy(host => host.Key.Endpoint).Select(group => group.MaxBy(host => host.Key.Generation)).OrderBy(host => host.Key)];

    private static async Task<Dictionary<SiloAddress, SegmentHolding>> HeldAsync(IGrainFactory grains, DetailedGrainStatistic[] holders)
    {
        var chunks = new Dictionary<string, RecordedChunks?>();
        foreach (var rows in holders.Select(RowsOf).Distinct()) chunks.Add(rows, await RecordedAsync(grains, rows));
        var held = await Task.WhenAll(holders.Select(async holder => (holder.SiloAddress, Held: await grains.GetGrain<ISegmentGrain>(holder.GrainId).MeasureAsync(chunks[RowsOf(holder)]))));
        return held.GroupBy(each => each.SiloAddress, each => each.Held).ToDictionary(group => group.Key, group => group.Aggregate((one, other) => one + other));
    }

    private static string RowsOf(DetailedGrainStatistic holder) => GrainKeys.Split(holder.GrainId.Key.ToString()!).Dataset;

    // Of a dataset that is being removed, whatever is still there.
    private static async Task<RecordedChunks?> RecordedAsync(IGrainFactory grains, string rows)
    {
        var catalog = await grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(GrainKeys.DatasetOf(rows))).DescribeAsync();
        return catalog?.RowsKey == rows ? catalog.Recorded : null;
    }
}
