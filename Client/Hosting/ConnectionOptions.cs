using LlmWorkload.Certificates;

namespace LlmWorkload.Hosting;

/// <summary>Which cluster a command works with.</summary>
internal sealed record ConnectionOptions
{
    /// <summary>
    /// A running cluster, by its gateways (<c>HOST:PORT[,…]</c>) or by the store that lists them (<c>PROVIDER:CONNECTION</c>); null for a
    /// silo in this process.
    /// </summary>
    public string? Cluster { get; init; }

    /// <summary>The files of mutual TLS, for a running cluster; null to connect without.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>State folder of the silo in this process; null for the user's.</summary>
    public string? State { get; init; }

    /// <summary>Storage provider of the silo in this process.</summary>
    public string Storage { get; init; } = "RocksDb";

    /// <summary>
    /// Whether rows are written and not read again. The silo in this process then has little memory for them, unless <c>Memory:Budget</c>
    /// is set.
    /// </summary>
    public bool OnlyWrites { get; init; }

    /// <summary>Whether nothing is written: a state folder that is named and not there is not made.</summary>
    public bool OnlyAsks { get; init; }

    /// <summary>Whether the cluster's log goes to stderr.</summary>
    public bool Verbose { get; init; }

    /// <summary>How long a cluster that does not answer is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Told what is waited for, when that takes longer than a moment.</summary>
    public Action<string>? Waiting { get; init; }
}
