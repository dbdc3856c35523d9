namespace LlmWorkload.Tests.Commands;

/// <summary>
/// A state folder that holds one small dataset, for questions:
/// alpha has inputs 10, 20, 30 and outputs 1, 2, 3; beta and gamma, both called "twin", have one row each.
/// User u1 has three requests at 0, 10 and 30 s (two to alpha, one to beta), u2 and @u/3 one each.
/// </summary>
public sealed class QueriedDataset : IAsyncLifetime
{
    public const string Name = "winter";

    private readonly Workspace _workspace = new();

    public async ValueTask InitializeAsync()
    {
        var log = _workspace.Write(
            "log.csv",
            Workspace.Header,
            "alpha,chat,u1,2025-01-06 00:00:00,2025-01-06 00:00:02,10,1,0.5",
            "alpha,chat,u1,2025-01-06 00:00:10,2025-01-06 00:00:14,20,2,0.7",
            "beta,chat,u1,2025-01-06 00:00:30,,5,5,",
            "alpha,chat,u2,2025-01-06 00:00:40,2025-01-06 00:00:46,30,3,0.9",
            "gamma,chat,@u/3,2025-01-06 00:00:50,,7,7,",
            "alpha,chat");
        var names = _workspace.Write("names.json", """{"items":[{"chute_id":"beta","name":"twin"},{"chute_id":"gamma","name":"twin"}]}""");
        (await CommandRun.OfAsync("ingest", log, "--models", names, "--dataset", Name, "--state", _workspace.State, "--partitions", "2"))
            .Succeeds();
    }

    /// <summary>The log that was ingested.</summary>
    public string Log => Path.Combine(_workspace.Root, "log.csv");

    public string State => _workspace.State;

    public Task<CommandRun> AskAsync(params string[] arguments) => CommandRun.OfAsync([.. arguments, "--state", _workspace.State]);

    public ValueTask DisposeAsync()
    {
        _workspace.Dispose();
        return ValueTask.CompletedTask;
    }
}
