using System.Diagnostics;
using System.Globalization;

namespace LlmWorkload.Tests.Faults;

/// <summary>Networks that lose what a silo sends and is sent, without a word to anyone.</summary>
[Collection(ServersCollection.Name)]
public sealed class PartitionTests(PostgresServer postgres)
{
    private const string Asked = "datasets/stale";

    // A second in which what the silo has read of itself holds, and one for this process to read the same.
    private static readonly TimeSpan LongestAnswering = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_silo_cut_off_from_the_others_but_not_from_the_database_during_an_ingestion_ends_and_costs_no_row_and_repeats_none()
    {
        await using var cluster = await PartitionedCluster.RequireAsync(postgres);
        await cluster.StartOthersAsync();

        await cluster.IngestDisturbedAsync(cluster.CutFromSilosAsync, cluster.WaitForDeathAsync);

        await cluster.WaitForEndAsync();
    }

    [Fact]
    public async Task A_silo_cut_off_from_everything_until_the_others_gave_it_up_ends_when_it_is_back_and_leaves_no_trace_in_the_rows()
    {
        await using var cluster = await PartitionedCluster.RequireAsync(postgres);
        await cluster.StartOthersAsync();

        await cluster.IngestDisturbedAsync(cluster.CutFromAllAsync, async () =>
        {
            await cluster.WaitForDeathAsync();
            await cluster.HealAsync();
            await cluster.WaitForEndAsync();
        });
    }

    [Fact]
    public async Task A_silo_cut_off_from_the_others_answers_nothing_any_more_soon_after_they_gave_it_up()
    {
        await using var cluster = await PartitionedCluster.RequireAsync(postgres);
        string[] logs = [cluster.Log(seed: 32), cluster.Log(seed: 33)];

        // What comes to life where there is one silo stays there when others join.
        (await cluster.RunClientAsync([.. PartitionedCluster.Ingest("stale", logs[0]), "--cluster", cluster.Cluster.Store])).Succeeded();
        await cluster.StartOthersAsync();
        var before = (await cluster.RunClientAsync(Question(cluster, seconds: 30))).Succeeded().Output;
        var beforeOverHttp = (await cluster.AskLostAsync(Asked, seconds: 30)).Succeeded().Output;

        await cluster.CutFromSilosAsync();
        var ended = cluster.WaitForEndAsync();
        var asking = AskAsync(cluster, ended);
        var askingOverHttp = AskOverHttpAsync(cluster, ended);
        await cluster.WaitForDeathAsync();
        var dead = Stopwatch.GetTimestamp();
        (await cluster.RunClientAsync([.. PartitionedCluster.Ingest("stale", logs[1]), "--cluster", cluster.OtherGateways])).Succeeded();
        await ended;
        var (answers, answersOverHttp) = (await asking, await askingOverHttp);

        // A client that starts while much else runs may come too late to be answered; over HTTP there are many answers in that time.
        Assert.NotEmpty(answersOverHttp);
        Assert.All(answers, answer => Assert.Equal(before, answer.Output));
        Assert.All(answersOverHttp, answer => Assert.Equal(beforeOverHttp, answer.Output));
        Assert.All(
            answers.Concat(answersOverHttp),
            answer => Assert.InRange(Stopwatch.GetElapsedTime(dead, answer.Asked), TimeSpan.MinValue, LongestAnswering));
        await cluster.HealAsync();
        await cluster.Cluster.RestartAsync(PartitionedCluster.Lost);
        await cluster.AssertWholeAsync("stale", cluster.Cluster.GatewayOf(PartitionedCluster.Lost), logs);
    }

    private static string[] Question(PartitionedCluster cluster, int seconds) =>
        ["datasets", "show", "stale", "--format", "json", "--timeout", seconds.ToString(CultureInfo.InvariantCulture), "--cluster",
            cluster.Cluster.GatewayOf(PartitionedCluster.Lost)];

    // Again and again, and nothing else than the silo that is cut off. Whoever still asks when it has ended is not waited for.
    private static async Task<List<(long Asked, string Output)>> AskAsync(PartitionedCluster cluster, Task ended)
    {
        var answers = new List<(long, string)>();
        while (!ended.IsCompleted)
        {
            var asked = Stopwatch.GetTimestamp();
            using var client = cluster.Client(Question(cluster, seconds: 5));
            var answer = client.ExitAsync();
            if (await Task.WhenAny(answer, ended) == answer && await answer is { ExitCode: 0 } result) answers.Add((asked, result.Output));
        }

        return answers;
    }
    // Over HTTP, which costs no start of a program of ours.
    private static async Task<List<(long Asked, string Output)>> AskOverHttpAsync(PartitionedCluster cluster, Task ended)
    {
        var answers = new List<(long, string)>();
        while (!ended.IsCompleted)
        {
            var asked = Stopwatch.GetTimestamp();
            if (await cluster.AskLostAsync(Asked, seconds: 5) is { ExitCode: 0 } answer) answers.Add((asked, answer.Output));
            await Task.Delay(BetweenQuestions);
        }

        return answers;
    }
}
