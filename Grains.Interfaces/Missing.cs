namespace LlmWorkload;

/// <summary>How a missing number stands in a column of 64-bit integers.</summary>
public static class Missing
{
    /// <summary>The value that stands for "missing"; no instant, token count or duration can take it.</summary>
    public const long Value = long.MinValue;
}
