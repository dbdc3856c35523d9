namespace LlmWorkload.Clustering;

/// <summary>How the silos of a cluster find one another: the <c>Clustering</c> section of the configuration.</summary>
public sealed class WorkloadClusteringOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Clustering";

    /// <summary>The name of a clustering provider.</summary>
    public string Provider { get; set; } = ClusteringProvider.Localhost;

    /// <summary>Where the list of silos is kept, for providers that keep one.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// How many silos must have lost a silo before it is declared dead. 1 suits two or three silos, where there may be no second voice.
    /// With more silos, 2 keeps a silo that is cut off from declaring all others dead.
    /// </summary>
    public int DeathVotes { get; set; } = 1;

    /// <summary>
    /// How long a silo may take to answer a probe. A silo that misses three is given up. The other times of membership are multiples of
    /// this one. A silo that is busy with analyses on few cores can take a second.
    /// </summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
