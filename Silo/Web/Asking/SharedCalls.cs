namespace LlmWorkload.Web;

/// <summary>
/// Calls that many askers share. Who asks while a call is under way waits for the next one, together with all others who do: so many askers
/// cost few calls, and none gets an answer from before its question.
/// </summary>
/// <typeparam name="T">The answers.</typeparam>
/// <param name="call">Asks for what has a name.</param>
/// <remarks>Safe for use by several threads at once.</remarks>
internal sealed class SharedCalls<T>(Func<string, Task<T>> call)
{
    private readonly Dictionary<string, Waiting> _underWay = new(StringComparer.Ordinal);

    /// <summary>The answer of a call that begins now or later.</summary>
    /// <param name="name">What is asked for.</param>
    public Task<T> AskAsync(string name)
    {
        TaskCompletionSource<T> asked;
        lock (_underWay)
        {
            if (_underWay.TryGetValue(name, out var waiting)) return (waiting.Next ??= Asked()).Task;
            _underWay.Add(name, new Waiting());
            asked = Asked();
        }

        _ = CallAsync(name, asked);
        return asked.Task;
    }

    private static TaskCompletionSource<T> Asked() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task CallAsync(string name, TaskCompletionSource<T>? asked)
    {
        while (asked is not null)
        {
            try
            {
                asked.SetResult(await call(name));
            }
            catch (Exception failure)
            {
                asked.SetException(failure);
            }

            lock (_underWay)
            {
                var waiting = _underWay[name];
                (asked, waiting.Next) = (waiting.Next, null);
                if (asked is null) _underWay.Remove(name);
            }
        }
    }

    // Those who wait for the call after the one that is under way; null for nobody.
    private sealed class Waiting
    {
        public TaskCompletionSource<T>? Next { get; set; }
    }
}
