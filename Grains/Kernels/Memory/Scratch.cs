using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LlmWorkload.Kernels;

/// <summary>
/// The memory that one computation works in: blocks of the <see cref="ScratchPool"/>. All are returned together when the computation ends,
/// so that the next one works in memory that is there already. What an answer keeps must be copied out of it.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class Scratch : IDisposable
{
    private readonly Stack<byte[]> _blocks = new();

    /// <summary>Elements with arbitrary values, to be used until the scratch is disposed.</summary>
    public Span<T> Rent<T>(int length)
        where T : unmanaged
    {
        if (length == 0) return [];
        var bytes = (long)length * Unsafe.SizeOf<T>();
        if (bytes > ScratchPool.Largest) return GC.AllocateUninitializedArray<T>(length);
        var block = ScratchPool.Shared.Rent((int)bytes);
        _blocks.Push(block);
        return MemoryMarshal.Cast<byte, T>(block.AsSpan())[..length];
    }

    /// <summary>Elements of one value, to be used until the scratch is disposed.</summary>
    public Span<T> Rent<T>(int length, T value)
        where T : unmanaged
    {
        var elements = Rent<T>(length);
        elements.Fill(value);
        return elements;
    }

    /// <summary>Returns the blocks; the elements must not be used any more.</summary>
    public void Dispose()
    {
        while (_blocks.TryPop(out var block)) ScratchPool.Shared.Return(block);
    }
}
