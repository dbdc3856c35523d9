using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.Storage;

namespace LlmWorkload.Hosting;

/// <summary>
/// Failures of calls that may succeed when they are repeated: a silo that was lost, a grain that moved, a database that restarts.
/// </summary>
internal static class PassingFailure
{
    /// <summary>Says what is waited for; null where waiting does not help.</summary>
    public static string? Describe(Exception failure) => Cause<StorageException>(failure) switch
    {
        { Passes: true } storage => storage.Message,
        { } => null,
        null => failure switch
        {
            TimeoutException => "a call was not answered in time",
            InconsistentStateException => "a grain's state was changed by another silo",

            // What the grain directory throws while silos come and go; a grain's storage throws the same type, with the cause in it.
            _ when failure.GetType() == typeof(OrleansException) && failure.InnerException is null =>
                "the silos do not agree yet where a grain is",

            // The last is what a gateway throws for a call that it could not bring to its grain in time.
            SiloUnavailableException or OrleansMessageRejectionException or ConnectionFailedException or OperationCanceledException =>
                "a silo does not answer",
            _ => null,
        },
    };

    /// <summary>The failure of this kind that is behind another one; null where there is none.</summary>
    public static T? Cause<T>(Exception failure)
        where T : Exception => failure.Causes().OfType<T>().FirstOrDefault();
}
