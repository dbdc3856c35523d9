namespace LlmWorkload.Tests;

/// <summary>Waiting with a time-out that says what was waited for.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task WaitAsync(this Task task, TimeSpan longest, string what)
    {
        try
        {
            await task.WaitAsync(longest);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            Assert.Fail($"Waited {longest.TotalSeconds:0} s for {what}.");
        }
    }

    /// <summary>Asks until the answer is yes.</summary>
    public static async Task ForAsync(Func<Task<bool>> condition, TimeSpan longest, string what)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); !await condition(); await Task.Delay(Interval))
        {
            if (clock.Elapsed > longest) Assert.Fail($"Waited {longest.TotalSeconds:0} s for {what}.");
        }
    }

    public static async Task<T> WaitAsync<T>(this Task<T> task, TimeSpan longest, string what)
    {
        await ((Task)task).WaitAsync(longest, what);
        return await task;
    }
}
