namespace LlmWorkload.Segments;

/// <summary>Folds signed numbers onto unsigned ones so that small magnitudes stay small: 0, −1, 1, −2 become 0, 1, 2, 3.</summary>
internal static class ZigZag
{
    public static ulong Fold(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long Unfold(ulong folded) => (long)(folded >> 1) ^ -(long)(folded & 1);
}
