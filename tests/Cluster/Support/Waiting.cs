namespace LlmWorkload.Tests;

/// <summary>Waiting with a time-out that says what was waited for.</summary>
internal static class Waiting
{
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

    public static async Task<T> WaitAsync<T>(this Task<T> task, TimeSpan longest, string what)
    {
        await ((Task)task).WaitAsync(longest, what);
        return await task;
    }
}
