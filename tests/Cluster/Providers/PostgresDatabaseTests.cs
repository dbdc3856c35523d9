using LlmWorkload.Hosting;
using LlmWorkload.Segments;
using LlmWorkload.Storage;
using Npgsql;
using Orleans.Runtime;

namespace LlmWorkload.Tests.Providers;

/// <summary>What <c>--init-database</c> makes from the scripts of <c>deploy/sql</c>.</summary>
[Collection(ServersCollection.Name)]
public sealed class PostgresDatabaseTests(PostgresServer postgres)
{
    private static readonly GrainId Grain = GrainId.Create("model", "m:d/model");

    [Fact]
    public async Task Making_it_again_changes_nothing_and_loses_nothing()
    {
        var connection = await postgres.Require().CreateReadyDatabaseAsync();
        await using var silo = await OpenAsync(connection);
        var state = new GrainState<SegmentRecord>(Record([1, 2, 3]));
        await silo.Storage.WriteStateAsync("m-segment-000000", Grain, state);
        var before = await ReadAsync(connection, "SELECT xmin::text, queryKey, queryText FROM OrleansQuery ORDER BY 2");

        (await SetupAsync(connection)).Succeeded();

        Assert.Equal(before, await ReadAsync(connection, "SELECT xmin::text, queryKey, queryText FROM OrleansQuery ORDER BY 2"));
        await silo.Storage.WriteStateAsync("m-segment-000000", Grain, state);
    }

    [Fact]
    public async Task Several_at_once_may_make_it()
    {
        var connection = await postgres.Require().CreateDatabaseAsync();

        var setups = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SetupAsync(connection)));

        Assert.All(setups, setup => setup.Succeeded());
        Assert.Equal("0", await ReadAsync(connection, "SELECT count(*) FROM llmwl_state"));
    }

    [Fact]
    public async Task A_payload_is_stored_as_its_bytes_without_trying_to_compress_them_under_a_key_that_is_unique()
    {
        var connection = await postgres.Require().CreateReadyDatabaseAsync();
        await using var silo = await OpenAsync(connection);
        var content = new byte[100_000];
        await silo.Storage.WriteStateAsync("m-segment-000000", Grain, new GrainState<SegmentRecord>(Record(content)));

        Assert.Equal("e", await ReadAsync(
            connection, "SELECT attstorage::text FROM pg_attribute WHERE attrelid = 'llmwl_state'::regclass AND attname = 'payload'"));
        Assert.Equal("{record_key}", await ReadAsync(
            connection,
            "SELECT array_agg(attname)::text FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey) WHERE "
                + "indrelid = 'llmwl_state'::regclass AND indisunique GROUP BY indexrelid"));
        Assert.Equal("llmwl|m-segment-000000|m:d/model", await ReadAsync(
            connection, "SELECT concat_ws('|', service, state_name, grain_key) FROM llmwl_state"));
        Assert.InRange(
            int.Parse(await ReadAsync(connection, "SELECT length(payload) FROM llmwl_state")), content.Length, content.Length + 200);
        Assert.InRange(
            int.Parse(await ReadAsync(connection, "SELECT pg_column_size(payload) FROM llmwl_state")),
            content.Length, content.Length + 200);
    }

    [Fact]
    public async Task Services_that_share_a_database_do_not_see_one_anothers_state()
    {
        var connection = await postgres.Require().CreateReadyDatabaseAsync();
        await using var one = await OpenAsync(connection);
        await using var other = await OpenAsync(connection, "other");
        await one.Storage.WriteStateAsync("m-profile", Grain, new GrainState<SegmentRecord>(Record([1])));

        var read = new GrainState<SegmentRecord>(new SegmentRecord());
        await other.Storage.ReadStateAsync("m-profile", Grain, read);

        Assert.False(read.RecordExists);
        await other.Storage.WriteStateAsync("m-profile", Grain, read);
    }

    [Fact]
    public async Task The_statements_of_another_application_are_left_alone()
    {
        var connection = await postgres.Require().CreateDatabaseAsync();
        const string theirs =
            "CREATE TABLE OrleansQuery (QueryKey text PRIMARY KEY, QueryText text); INSERT INTO OrleansQuery VALUES "
                + "('ReadFromStorageKey', 'SELECT 1')";
        await ReadAsync(connection, theirs);

        var refused = (await SetupAsync(connection)).Failed(1);

        Assert.Contains("another application", refused.Error);
        Assert.DoesNotContain("   at ", refused.Error);
        Assert.Equal("SELECT 1", await ReadAsync(connection, "SELECT queryText FROM OrleansQuery"));
        Assert.Equal("", await ReadAsync(connection, "SELECT to_regclass('llmwl_state')::text"));
    }

    [Fact]
    public async Task A_silo_over_a_database_that_is_not_set_up_says_what_to_do()
    {
        var connection = await postgres.Require().CreateDatabaseAsync();
        using var silo = ProgramProcess.Silo(
            "--Clustering:Provider=Postgres", "--Storage:Provider=Postgres", $"--ConnectionStrings:Postgres={connection}");

        var refused = (await silo.ExitAsync()).Failed(1);

        Assert.Contains("llmwl-silo --init-database", refused.Error);
        Assert.DoesNotContain("   at ", refused.Error);
    }

    private static Task<StorageSilo> OpenAsync(string connection, string serviceId = WorkloadSilo.ServiceId) =>
        StorageSilo.OpenAsync(new WorkloadStorageOptions { Provider = "Postgres", ConnectionString = connection }, serviceId);

    private static async Task<CommandResult> SetupAsync(string connection)
    {
        using var setup = ProgramProcess.SiloSetup(
            "--Clustering:Provider=Postgres", "--Storage:Provider=Postgres", $"--ConnectionStrings:Postgres={connection}");
        return await setup.ExitAsync();
    }

    private static async Task<string> ReadAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => $"{reader.GetValue(column)}")));
        return string.Join('\n', rows);
    }

    private static SegmentRecord Record(byte[] content) => new([new SegmentMessage(default, content)]);
}
