using System.Reflection;
using LlmWorkload.Storage;
using Npgsql;

namespace LlmWorkload.Hosting;

/// <summary>
/// Makes what a silo needs in its databases, from the scripts of <c>deploy/sql</c>, which are in this assembly. It can be repeated at any
/// time, also by several processes at once: all scripts run in one transaction, and each transaction waits for the others.
/// </summary>
internal static class DatabaseSetup
{
    /// <summary>The argument that asks for it.</summary>
    public const string Argument = "--init-database";

    private const string Folder = "sql/";

    // An arbitrary number that no other program locks in the same database.
    private const long Lock = 0x6C6C6D776C;

    /// <summary>Sets up the databases of these settings and says so.</summary>
    public static async Task RunAsync(SiloSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        var databases = Databases(settings);
        foreach (var database in databases)
        {
            await RunAsync(database, cancellationToken);
            var name = new NpgsqlConnectionStringBuilder(database);
            await output.WriteLineAsync($"The database {name.Database} at {name.Host}:{name.Port} is ready.");
        }

        if (databases.Count == 0)
            await output.WriteLineAsync(
                $"Clustering:Provider '{settings.Clustering.Provider}' and Storage:Provider '{settings.Storage.Provider}' need no set-up.");
    }

    private static IReadOnlyList<string> Databases(SiloSettings settings)
    {
        var databases = new List<string>();
        if (IsPostgres(settings.Clustering.Provider))
            databases.Add(Connection(settings.Clustering.ConnectionString, "Clustering:ConnectionString"));
        if (IsPostgres(settings.Storage.Provider)) databases.Add(Connection(settings.Storage.ConnectionString, "Storage:ConnectionString"));
        return [.. databases.Distinct()];
    }

    private static bool IsPostgres(string provider) => provider.Equals(PostgresProvider.Name, StringComparison.OrdinalIgnoreCase);

    private static string Connection(string connectionString, string setting) =>
        PostgresProvider.Connection(connectionString, setting, "llmwl-init", 1);

    private static async Task RunAsync(string database, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({Lock})");
        foreach (var script in await ScriptsAsync(cancellationToken)) await ExecuteAsync(script);
        await transaction.CommitAsync(cancellationToken);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<string>> ScriptsAsync(CancellationToken cancellationToken)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var scripts = new List<string>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            scripts.Add(await reader.ReadToEndAsync(cancellationToken));
        }

        return scripts;
    }
}
