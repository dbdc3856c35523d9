using LlmWorkload.Datasets;
using LlmWorkload.Kernels;
using LlmWorkload.Storage;

namespace LlmWorkload.Users;

/// <summary>One user of a dataset; see <see cref="IUserGrain"/>.</summary>
internal sealed class UserGrain(
    [PersistentState("u-profile", StorageNames.Provider)] IPersistentState<StoredUserProfile> profile,
    KnownCatalogs catalogs) : Grain, IUserGrain
{
    /// <summary>Requests of one diversity window.</summary>
    public const int DiversityWindow = 1_000;

    /// <inheritdoc/>
    public async Task<UserProfile?> DescribeAsync()
    {
        var dataset = GrainKeys.Split(this.GetPrimaryKeyString()).Dataset;
        var catalog = await catalogs.DescribeAsync(GrainFactory, dataset);
        if (catalog is null) return null;
        if (profile.State?.Of(catalog.Version) is { } known) return known;

        if (await DescribeWithinAsync(catalog) is not { } computed) return null;
        profile.State = StoredUserProfile.With(catalog.Version, computed);
        await profile.WriteStateAsync();
        return computed;
    }

    /// <inheritdoc/>
    public async Task<UserProfile?> DescribeWithinAsync(DatasetCatalog catalog)
    {
        var user = GrainKeys.Split(this.GetPrimaryKeyString()).Member;
        var seed = catalog.Options.HashSeed;
        var partition = GrainKeys.PartitionOf(IdHash.Of(user, seed), catalog.Options.Partitions);
        var rows = await GrainFactory.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, partition)).ReadUserAsync(
            user, seed, catalog.ViewOf(partition));
        return rows is null ? null : await Task.Run(() => Describe(user, rows, catalog));
    }

    /// <inheritdoc/>
    public Task ForgetAsync() => profile.RecordExists ? profile.ClearStateAsync() : Task.CompletedTask;

    private static UserProfile Describe(string user, UserRows rows, DatasetCatalog catalog)
    {
        var modelByHash = catalog.ModelByHash();
        var counts = new long[rows.Models.Length];
        foreach (var model in rows.Model) counts[model]++;
        var models = rows.Models
            .Select((hash, i) => (Model: modelByHash(hash), Requests: counts[i]))
            .Select(each => new UserModel(each.Model.Id, each.Model.Name, each.Requests))
            .OrderByDescending(model => model.Requests)
            .ThenBy(model => model.Id, StringComparer.Ordinal)
            .ToList();
        return new UserProfile(
            user,
            rows.Started.Length,
            rows.Started[0],
            rows.Started[^1],
            models,
            Summaries.Of(rows.InputTokens),
            Summaries.Of(rows.OutputTokens),
            Summaries.Of(InterArrivals(rows.Started), Units.TicksPerSecond),
            DiversityWindow,
            [.. rows.Model.Chunk(DiversityWindow).Select(window => window.Distinct().Count())],
            OptionalSums.Of(rows.Failed, rows.CachedTokens, rows.InputTokens, rows.Cost).Totals().With(catalog.HasOutcome));
    }

    private static long[] InterArrivals(long[] started)
    {
        var interArrivals = new long[started.Length - 1];
        for (var i = 0; i < interArrivals.Length; i++) interArrivals[i] = started[i + 1] - started[i];
        return interArrivals;
    }
}
