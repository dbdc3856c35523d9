namespace LlmWorkload.Tests.Faults;

/// <summary>Calls that go over a gateway, or to a silo, that is gone before it answers.</summary>
[Collection(ServersCollection.Name)]
public sealed class LostGatewayTests(PostgresServer postgres, FaultyCluster faulty)
{
    private const int Calls = 40;

    [SkippableFact]
    public async Task Calls_that_a_killed_silo_was_to_answer_are_made_again_without_waiting_for_their_time_out()
    {
        var cluster = await faulty.RequireAsync(postgres);
        await using var client = await ClusterClient.ConnectAsync(cluster.Cluster.Gateways);

        cluster.Cluster.Signal(1, ProgramProcess.Stop);
        var asked = Enumerable.Range(0, Calls).Select(number => client.FindAsync($"nowhere-{number}")).ToList();
        await cluster.Cluster.KillAsync(1);

        Assert.All(await Task.WhenAll(asked), Assert.Null);
        Assert.DoesNotContain(client.Notices, notice => notice.Contains("in time", StringComparison.Ordinal));
    }
}
