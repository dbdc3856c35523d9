using LlmWorkload.Datasets;
using LlmWorkload.Segments;

namespace LlmWorkload.Questions;

/// <summary>Asks a cluster what its silos do and hold.</summary>
internal static class ClusterSurvey
{
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

    // After a restart, an address has a dead silo and a newer one.
    private static List<KeyValuePair<SiloAddress, SiloStatus>> Newest(Dictionary<SiloAddress, SiloStatus> hosts) =>
        [.. hosts.GroupBy(host => host.Key.Endpoint).Select(group => group.MaxBy(host => host.Key.Generation)).OrderBy(host => host.Key)];

    private static async Task<Dictionary<SiloAddress, SegmentHolding>> HeldAsync(IGrainFactory grains, DetailedGrainStatistic[] holders)
    {
        var chunks = new Dictionary<string, RecordedChunks?>();
        foreach (var rows in holders.Select(RowsOf).Distinct()) chunks.Add(rows, await RecordedAsync(grains, rows));
        var held = await Task.WhenAll(
            holders.Select(async holder =>
                (holder.SiloAddress, Held: await grains.GetGrain<ISegmentGrain>(holder.GrainId).MeasureAsync(chunks[RowsOf(holder)]))));
        return held.GroupBy(each => each.SiloAddress, each => each.Held).ToDictionary(
            group => group.Key, group => group.Aggregate((one, other) => one + other));
    }

    private static string RowsOf(DetailedGrainStatistic holder) => GrainKeys.Split(holder.GrainId.Key.ToString()!).Dataset;

    // Null for a dataset that is being removed: all rows that are still there are measured.
    private static async Task<RecordedChunks?> RecordedAsync(IGrainFactory grains, string rows)
    {
        var outline = await grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(GrainKeys.DatasetOf(rows))).OutlineAsync();
        return outline?.RowsKey == rows ? outline.Recorded : null;
    }
}
