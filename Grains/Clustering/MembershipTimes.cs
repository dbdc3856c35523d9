using Orleans.Configuration;

namespace LlmWorkload.Clustering;

/// <summary>
/// How fast a small cluster notices what happens to its silos. Orleans' own times suit hundreds of silos: a minute until a client hears of
/// a new gateway, and as long until a cluster that was killed may start again, since its lost silos are waited for.
/// </summary>
internal static class MembershipTimes
{
    /// <summary>How often a client asks for the gateways there are.</summary>
    public static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(5);

    /// <summary>
    /// With a probe of two seconds a silo that answers nobody is dead after six to eight, below the ten seconds of a call, and one that
    /// left no word after fifteen. That takes a longest probe of two seconds as well, since nobody is given up whose last word is younger
    /// than three of those: Orleans' own is four times as long.
    /// </summary>
    public static void Apply(ClusterMembershipOptions membership, WorkloadClusteringOptions options)
    {
        membership.ProbeTimeout = membership.MaxProbeTimeout = options.ProbeTimeout;
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = options.DeathVotes;
        membership.DeathVoteExpirationTimeout = options.ProbeTimeout * 30;
        membership.TableRefreshTimeout = options.ProbeTimeout * 5;
        membership.IAmAliveTablePublishTimeout = options.ProbeTimeout * 2.5;
        membership.NumMissedTableIAmAliveLimit = 3;
    }
}
