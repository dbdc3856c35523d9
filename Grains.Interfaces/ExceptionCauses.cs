namespace LlmWorkload;

/// <summary>What is behind a failure.</summary>
public static class ExceptionCauses
{
    /// <summary>The failure itself and, from the outermost, each that is behind it.</summary>
    public static IEnumerable<Exception> Causes(this Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException) yield return cause;
    }
}
