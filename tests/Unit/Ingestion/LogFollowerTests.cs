using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Ingestion;

/// <summary>What a follower says of a log that is not as it was when it is read.</summary>
public sealed class LogFollowerTests : IDisposable
{
    private const string Text = "model,started_at\nm,2025-03-01T00:00:00Z\n";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];
    private readonly CancellationTokenSource _end = new(LongestWait);
    private int _tries;

    public void Dispose()
    {
        _end.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_log_that_is_rotated_while_it_is_read_is_told_as_rotated_and_nothing_else()
    {
        var log = _folder.At("live.csv");
        await FollowAsync(log, () => File.Move(log, $"{log}.1"), () => File.WriteAllText(log, Text), tries: 2);

        Assert.Equal([$"{log}: rotated; finishing it as live.csv.1"], _told);
    }

    [Fact]
    public async Task A_log_that_stays_away_is_told()
    {
        var log = _folder.At("live.csv");
        await FollowAsync(log, () => File.Move(log, _folder.At("elsewhere")), () => { }, tries: 2);

        Assert.StartsWith($"{log}: ", Assert.Single(_told), StringComparison.Ordinal);
        Assert.EndsWith("; trying again", _told[0], StringComparison.Ordinal);
    }

    // The log is changed at the first try, before it is read, and once more behind it.
    private async Task FollowAsync(string log, Action before, Action behind, int tries)
    {
        await File.WriteAllTextAsync(log, Text, _end.Token);
        var follower = new LogFollower(
            (request, _) =>
            {
                if (++_tries == 1) before();
                var failure = FailureOf(request);
                if (_tries == 1) behind();
                if (_tries == tries) _end.Cancel();
                throw failure ?? (Exception)new OperationCanceledException(_end.Token);
            },
            () => Task.FromResult<DatasetCatalog?>(null), TimeProvider.System, _told.Add);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => follower.RunAsync(new IngestRequest { Files = [log], Dataset = "d" }, TimeSpan.Zero, null, _end.Token));
        Assert.Equal(tries, _tries);
    }

    private static WorkloadException? FailureOf(IngestRequest request)
    {
        try
        {
            foreach (var path in request.Files)
            {
                using var source = new LogSource(path, part: request.Parts![path]);
                using var stream = source.Open();
            }

            return null;
        }
        catch (WorkloadException failure)
        {
            return failure;
        }
    }
}
