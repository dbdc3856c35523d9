using System.Buffers;

namespace LlmWorkload.Kernels;

/// <summary>
/// The memory that one computation works in: arrays rented from the shared pools. All are returned together when the computation ends, so
/// that the next one works in memory that is there already. What an answer keeps must be copied out of it.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class Scratch : IDisposable
{
    // Longer arrays are rare, and too large to lie idle in a pool. They are left to the garbage collector.
    private const int LongestPooled = 1 << 22;

    private readonly Stack<Action> _returns = new();

    /// <summary>Elements with arbitrary values, to be used until the scratch is disposed.</summary>
    public Span<T> Rent<T>(int length)
        where T : unmanaged
    {
        if (length == 0) return [];
        if (length > LongestPooled) return GC.AllocateUninitializedArray<T>(length);
        var array = ArrayPool<T>.Shared.Rent(length);
        _returns.Push(() => ArrayPool<T>.Shared.Return(array));
        return array.AsSpan(0, length);
    }

    /// <summary>Elements of one value, to be used until the scratch is disposed.</summary>
    public Span<T> Rent<T>(int length, T value)
        where T : unmanaged
    {
        var elements = Rent<T>(length);
        elements.Fill(value);
        return elements;
    }

    /// <summary>Returns the arrays; the elements must not be used any more.</summary>
    public void Dispose()
    {
        while (_returns.TryPop(out var giveBack)) giveBack();
    }
}
