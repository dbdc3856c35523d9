namespace LlmWorkload.Kernels;

/// <summary>
/// Has large memory taken back sooner than the collector would by itself, which waits until as much is garbage as is in use. What is in
/// use is few and large arrays, so that looking for it takes little time.
/// </summary>
/// <remarks>Safe for use by several threads at once.</remarks>
internal sealed class Garbage
{
    private const long Least = 64L << 20;
    private const int ShareOfUsed = 16;
    private const int OldestGeneration = 2;

    private int _collections = -1;
    private long _used;
    private int _isLooking;

    /// <summary>The garbage of the process.</summary>
    public static Garbage OfProcess { get; } = new();

    /// <summary>
    /// Begins a collection, which runs beside the program, where more was allocated since the last one than a share of what is in use.
    /// </summary>
    public void CollectWhereMuch()
    {
        if (Interlocked.Exchange(ref _isLooking, 1) == 1) return;
        if (GC.CollectionCount(OldestGeneration) != _collections)
        {
            _collections = GC.CollectionCount(OldestGeneration);
            _used = Used();
        }

        var allocated = GC.GetTotalMemory(false);
        if (allocated - _used > Math.Max(Least, _used / ShareOfUsed))
        {
            _used = allocated;
            GC.Collect(OldestGeneration, GCCollectionMode.Forced, blocking: false);
        }

        Volatile.Write(ref _isLooking, 0);
    }

    private static long Used()
    {
        var (blocking, beside) = (GC.GetGCMemoryInfo(GCKind.FullBlocking), GC.GetGCMemoryInfo(GCKind.Background));
        var last = blocking.Index > beside.Index ? blocking : beside;
        return last.HeapSizeBytes - last.FragmentedBytes;
    }
}
