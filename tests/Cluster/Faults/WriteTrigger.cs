using Npgsql;

namespace LlmWorkload.Tests.Faults;

/// <summary>What a database does at every write of a grain's state, until it is disposed of.</summary>
internal sealed class WriteTrigger : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    private WriteTrigger(string connection) => _database = NpgsqlDataSource.Create(connection);

    /// <summary>Makes the trigger.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="statements">PL/pgSQL, which knows the write's <c>number</c> from 1.</param>
    public static async Task<WriteTrigger> CreateAsync(string connection, string statements)
    {
        var trigger = new WriteTrigger(connection);
        await trigger.ExecuteAsync(
            $"""
            CREATE SEQUENCE test_writes;
            CREATE FUNCTION test_write() RETURNS trigger LANGUAGE plpgsql AS $body$
            DECLARE number bigint := nextval('test_writes');
            BEGIN
                {statements}
                RETURN NEW;
            END
            $body$;
            CREATE TRIGGER test_write BEFORE INSERT OR UPDATE ON llmwl_state FOR EACH ROW EXECUTE FUNCTION test_write();
            """);
        return trigger;
    }

    /// <summary>Writes so far.</summary>
    public async Task<long> WritesAsync()
    {
        await using var command = _database.CreateCommand("SELECT last_value FROM test_writes");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync("DROP TRIGGER test_write ON llmwl_state; DROP FUNCTION test_write; DROP SEQUENCE test_writes");
        await _database.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
