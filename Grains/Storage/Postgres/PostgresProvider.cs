using System.Data.Common;
using LlmWorkload.Clustering;
using Npgsql;
using Orleans.Configuration;

namespace LlmWorkload.Storage;

/// <summary>
/// Clustering and grain storage in PostgreSQL, through Orleans' ADO.NET providers. Their statements are ours: <c>llmwl-silo
/// --init-database</c> puts those of <c>deploy/sql</c> into the database.
/// </summary>
public static class PostgresProvider
{
    /// <summary>The name.</summary>
    public const string Name = "Postgres";

    private const string Invariant = "Npgsql";
    private const int StorageConnections = 20;
    private const int ClusteringConnections = 4;

    /// <summary>The grain storage.</summary>
    public static StorageProvider Storage { get; } = new(Name, IsShared: true, static (silo, options) =>
    {
        var connection = Connection(options.ConnectionString, "Storage:ConnectionString", "llmwl-storage", StorageConnections);
        silo.AddAdoNetGrainStorage(StorageNames.Provider, builder => builder.Configure<IServiceProvider>((storage, services) =>
        {
            storage.Invariant = Invariant;
            storage.ConnectionString = connection;
            storage.GrainStorageSerializer = StorageSerializer.Binary(services);
            storage.DeleteStateOnClear = true;
        }));
    })
    {
        Explain = Explain,
    };

    /// <summary>The clustering.</summary>
    public static ClusteringProvider Clustering { get; } = new(Name, static (silo, options) =>
    {
        var connection = Connection(options.ConnectionString, "Clustering:ConnectionString", "llmwl-clustering", ClusteringConnections);
        silo.UseAdoNetClustering(
            (AdoNetClusteringSiloOptions clustering) => (clustering.Invariant, clustering.ConnectionString) = (Invariant, connection));
    })
    {
        AddClient = static (client, connectionString) =>
        {
            var connection = Connection(connectionString, "--cluster", "llmwl-client", ClusteringConnections);
            client.UseAdoNetClustering((AdoNetClusteringClientOptions clustering) => (clustering.Invariant, clustering.ConnectionString) =
                (Invariant, connection));
        },
        Explain = Explain,
    };

    /// <summary>Checks a connection string, and adds what it leaves open.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="setting">What to call it in an error.</param>
    /// <param name="application">
    /// The application's name in the server's list of sessions. Connection strings with different names have separate pools, so that many
    /// writes of state never hold up the membership.
    /// </param>
    /// <param name="connections">Connections at most.</param>
    /// <exception cref="WorkloadException">The connection string is missing or malformed.</exception>
    public static string Connection(string connectionString, string setting, string application, int connections)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new WorkloadException($"{setting} is missing (or ConnectionStrings:{Name}); expected one such as "
                + "Host=127.0.0.1;Database=llmwl;Username=llmwl.")
            { IsInput = true };
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            if (!builder.ShouldSerialize("Application Name")) builder.ApplicationName = application;
            if (!builder.ShouldSerialize("GSS Encryption Mode"))
                builder.GssEncryptionMode = GssEncryptionMode.Disable; // trying it costs seconds where no name server answers
            if (!builder.ShouldSerialize("Maximum Pool Size")) builder.MaxPoolSize = connections;
            return builder.ConnectionString;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException)
        {
            throw new WorkloadException($"{setting} is not a connection string of PostgreSQL: {unreadable.Message}",
                unreadable)
            { IsInput = true };
        }
    }

    /// <summary>What a failure of the database means; null where it is none.</summary>
    internal static StoreFailure? Explain(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } =>
            new StoreFailure("The database has none of this system's tables; make them with: llmwl-silo --init-database", Passes: false),
        PostgresException ending when IsEnding(ending) =>
            new StoreFailure($"PostgreSQL cannot be used: {ending.MessageText}", Passes: true),
        PostgresException refused => new StoreFailure($"PostgreSQL refuses: {refused.MessageText}", !IsFinal(refused)),
        DbException unreachable => new StoreFailure($"PostgreSQL cannot be used: {unreachable.Message}", Passes: true),
        _ => null,
    };

    // Open connections are told that it shuts down or has crashed, new ones that it starts up or shuts down.
    private static bool IsEnding(PostgresException told) => told.SqlState.StartsWith("57P", StringComparison.Ordinal);

    // By the classes of the SQL standard: the asker is not let in, the database is not there, or the asker cannot run the statement.
    private static bool IsFinal(PostgresException refused) => refused.SqlState[..2] is "28" or "3D" or "3F" or "42";
}
