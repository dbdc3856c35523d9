namespace LlmWorkload;

/// <summary>The causes of a failure.</summary>
public static class ExceptionCauses
{
    /// <summary>The failure and its inner exceptions, the outermost first.</summary>
    public static IEnumerable<Exception> Causes(this Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException) yield return cause;
    }
}
