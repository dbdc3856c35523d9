using Orleans.Configuration;

namespace LlmWorkload.Clustering;

/// <summary>
/// How fast a small cluster notices what happens to its silos. Orleans' own times suit hundreds of silos: a client hears of a new gateway
/// after a minute, and a cluster that was killed waits as long for its lost silos before it starts again.
/// </summary>
internal static class MembershipTimes
{
    /// <summary>How often a client asks for the gateways there are.</summary>
    public static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(5);

    /// <summary>
    /// With a probe of two seconds, a silo that answers nobody is declared dead after six to eight seconds, below the ten seconds of a
    /// call. A silo that ended without a word is declared dead after fifteen seconds. The longest probe must be two seconds as well: no
    /// silo is given up while its last word is younger than three of those, and Orleans' own longest probe is four times as long.
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
