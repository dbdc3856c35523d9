namespace LlmWorkload.Figures;

/// <summary>
/// The number of values in a title. On a log axis the title also says how many values are 0, because these stand in a band of their own.
/// </summary>
internal static class CountText
{
    /// <summary>For example <c>n = 4,561, 12 are 0</c>.</summary>
    /// <param name="n">Number of values.</param>
    /// <param name="zeros">How many of them are 0.</param>
    public static string Of(long n, long zeros) => zeros switch
    {
        0 => $"n = {InvariantText.Whole(n)}",
        1 => $"n = {InvariantText.Whole(n)}, 1 is 0",
        _ => $"n = {InvariantText.Whole(n)}, {InvariantText.Whole(zeros)} are 0",
    };
}
