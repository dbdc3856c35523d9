using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>
/// The memory that <see cref="Scratch"/> works in: blocks that computations give back when they end, for the next ones. One pool serves
/// elements of all types and all threads, so that no more lies idle than computations that ran at once have used. A pool of arrays by type
/// and thread, such as <see cref="System.Buffers.ArrayPool{T}.Shared"/>, held several times as much.
/// </summary>
/// <remarks>
/// Blocks have four sizes an octave, so a block is at most a quarter longer than asked for. Blocks that nothing has used for a while are
/// left to the garbage collector, and so are those beyond the most. Safe for use by several threads at once.
/// </remarks>
/// <param name="mostIdle">How many bytes lie idle at most.</param>
internal sealed class ScratchPool(long mostIdle)
{
    private const int LeastBits = 12;

    /// <summary>The length of the longest blocks, in bytes. Longer memory is rare, and too large to lie idle.</summary>
    public const int Largest = 1 << 27;

    // A block may be taken that is up to this many sizes longer than needed: half as long again.
    private const int SizesAbove = 2;

    private const int Large = 1 << 20;
    private const int ShareOfMemory = 16;
    private const long MostOfProcess = 96L << 20;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly Shelf[] _shelves = [.. Enumerable.Range(0, SizeOf(Largest) + 1).Select(size => new Shelf(Length(size)))];
    private long _idle;

    static ScratchPool() => _ = new Collection();

    /// <summary>
    /// The pool of the process. At most 96 MB lie idle in it, and where the process may use little memory at most a sixteenth of that. It
    /// gives up blocks that have lain idle for some seconds, and all that lie idle where memory is short.
    /// </summary>
    public static ScratchPool Shared { get; } = new(
        Math.Min(MostOfProcess, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory));

    /// <summary>Bytes that lie idle.</summary>
    public long Idle => Interlocked.Read(ref _idle);

    /// <summary>A block with arbitrary contents.</summary>
    /// <param name="bytes">Its least length, at most <see cref="Largest"/>.</param>
    public byte[] Rent(int bytes)
    {
        var size = SizeOf(bytes);
        var last = Math.Min(size + SizesAbove, _shelves.Length - 1);
        for (var each = size; each <= last; each++)
        {
            if (_shelves[each].TryTake() is not { } block) continue;
            Interlocked.Add(ref _idle, -block.Length);
            return block;
        }

        return Allocate(Length(size));
    }

    /// <summary>Takes back a block, which must not be used any more.</summary>
    public void Return(byte[] block)
    {
        if (Interlocked.Add(ref _idle, block.Length) <= mostIdle) _shelves[SizeOf(block.Length)].Put(block);
        else Interlocked.Add(ref _idle, -block.Length);
    }

    /// <summary>Gives up the blocks that have lain idle since this was called before.</summary>
    /// <returns>How many bytes it gave up.</returns>
    public long GiveUpIdle()
    {
        var given = _shelves.Sum(shelf => shelf.GiveUpIdle());
        Interlocked.Add(ref _idle, -given);
        return given;
    }

    // Where memory has a limit, blocks that lie idle go before a computation fails.
    private byte[] Allocate(int bytes)
    {
        if (bytes >= Large) Garbage.OfProcess.CollectWhereMuch();
        try
        {
            return GC.AllocateUninitializedArray<byte>(bytes);
        }
        catch (OutOfMemoryException)
        {
            if (GiveUpIdle() + GiveUpIdle() == 0) throw;
            GC.Collect();
            return GC.AllocateUninitializedArray<byte>(bytes);
        }
    }

    // Sizes are numbered: (4 + size mod 4) · 2^(size div 4), in units of a quarter of the least.
    private static int Length(int size) => (4 + (size & 3)) << ((size >> 2) + LeastBits - 2);

    private static int SizeOf(int bytes)
    {
        if (bytes <= 1 << LeastBits) return 0;
        var octave = BitOperations.Log2((uint)(bytes - 1)) - LeastBits;
        var quarter = ((bytes - 1) >> (octave + LeastBits - 2)) - 3;
        return (octave << 2) + quarter;
    }

    private sealed class Shelf(int length)
    {
        private readonly Lock _lock = new();
        private readonly Stack<byte[]> _blocks = new();
        private int _idle;

        public byte[]? TryTake()
        {
            lock (_lock)
            {
                if (!_blocks.TryPop(out var block)) return null;
                _idle = Math.Min(_idle, _blocks.Count);
                return block;
            }
        }

        public void Put(byte[] block)
        {
            lock (_lock) _blocks.Push(block);
        }

        // The least number that were there since is how many were never needed.
        public long GiveUpIdle()
        {
            lock (_lock)
            {
                var given = _idle;
                for (var i = 0; i < given; i++) _blocks.Pop();
                _idle = _blocks.Count;
                return (long)given * length;
            }
        }
    }

    // Is collected with the second generation, and lives on: so it learns that a collection has ended.
    private sealed class Collection
    {
        private long _last = Environment.TickCount64;

        ~Collection()
        {
            if (Environment.HasShutdownStarted) return;
            var memory = GC.GetGCMemoryInfo();
            var isShort = memory.MemoryLoadBytes >= memory.HighMemoryLoadThresholdBytes;
            if (isShort || Environment.TickCount64 - _last >= Rest.TotalMilliseconds)
            {
                Shared.GiveUpIdle();
                _last = Environment.TickCount64;
            }

            GC.ReRegisterForFinalize(this);
        }
    }
}
