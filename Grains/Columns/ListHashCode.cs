using System.Runtime.InteropServices;

namespace LlmWorkload.Columns;

/// <summary>The hash code of a list in a question. Answers are kept by question, so questions with equal lists must be equal.</summary>
internal static class ListHashCode
{
    /// <summary>The hash code of a list's values.</summary>
    public static int Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var code = new HashCode();
        code.AddBytes(MemoryMarshal.AsBytes(values));
        return code.ToHashCode();
    }
}
