namespace LlmWorkload.Tests;

/// <summary>When writes to storage fail or wait.</summary>
internal sealed class StorageFaults
{
    private int _writes;

    /// <summary>Writes asked for.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Given the number of a write (from 1) and its record's name, the failure that comes in its place; null for none.</summary>
    public Func<int, string, Exception?> InPlaceOfWrite { get; set; } = (_, _) => null;

    /// <summary>As before, but the record is written and only the answer is lost.</summary>
    public Func<int, string, Exception?> AfterWrite { get; set; } = (_, _) => null;

    /// <summary>Given a record's name, what its write waits for.</summary>
    public Func<string, Task> BeforeWrite { get; set; } = _ => Task.CompletedTask;

    /// <summary>Counts from 1 again.</summary>
    public void Restart() => Volatile.Write(ref _writes, 0);

    /// <summary>No write fails or waits from now on.</summary>
    public void None()
    {
        InPlaceOfWrite = AfterWrite = (_, _) => null;
        BeforeWrite = _ => Task.CompletedTask;
    }

    /// <summary>Counts a write and returns its number.</summary>
    public int Next() => Interlocked.Increment(ref _writes);
}
