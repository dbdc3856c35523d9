using System.Runtime.InteropServices;

namespace LlmWorkload.Columns;

/// <summary>Lists in questions: answers are kept by question, so that equal lists must make equal questions.</summary>
internal static class Lists
{
    /// <summary>A hash code of a list's values.</summary>
    public static int CodeOf<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var code = new HashCode();
        code.AddBytes(MemoryMarshal.AsBytes(values));
        return code.ToHashCode();
    }
}
