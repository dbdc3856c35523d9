using Npgsql;

namespace LlmWorkload.Tests;

/// <summary>What PostgreSQL's table of silos says, whether or not a silo has heard of it.</summary>
internal static class SiloTable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Completes when no silo with this address is active.</summary>
    public static async Task WaitForDeathAsync(string connection, string address, int port)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var active = database.CreateCommand(
            "SELECT EXISTS (SELECT FROM llmwl_silo WHERE status = 3 AND address = $1 AND port = $2)");
        active.Parameters.Add(new NpgsqlParameter { Value = address });
        active.Parameters.Add(new NpgsqlParameter { Value = port });
        await Waiting.ForAsync(
            async () => !(bool)(await active.ExecuteScalarAsync())!, Longest, $"the silo at {address}:{port} to be given up");
    }
}
