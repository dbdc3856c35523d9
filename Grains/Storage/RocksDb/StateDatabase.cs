using System.Buffers.Binary;
using RocksDbSharp;

namespace LlmWorkload.Storage;

/// <summary>
/// One open RocksDB database of versioned records. A value is the record's version (8 bytes, big endian), then its payload. Thread-safe.
/// <see cref="Dispose"/> waits for calls in progress; later calls throw <see cref="ObjectDisposedException"/>.
/// </summary>
internal sealed class StateDatabase : IDisposable
{
    /// <summary>The version of a record that does not exist.</summary>
    public const ulong Absent = 0;

    private const int VersionLength = sizeof(ulong);
    private const int StripeCount = 256;
    private const ulong Megabyte = 1 << 20;

    private readonly StateFolder _folder;
    private readonly DbOptions _options;
    private readonly WriteOptions _writeOptions;
    private readonly RocksDb _database;
    private readonly Lock[] _stripes = new Lock[StripeCount];
    private readonly ReaderWriterLockSlim _closing = new();
    private bool _closed;

    private StateDatabase(StateFolder folder, DbOptions options, WriteOptions writeOptions, RocksDb database)
    {
        _folder = folder;
        _options = options;
        _writeOptions = writeOptions;
        _database = database;
        for (var i = 0; i < StripeCount; i++) _stripes[i] = new Lock();
    }

    /// <summary>Opens the database, or makes it in an empty folder.</summary>
    /// <exception cref="WorkloadException">The folder is in use, damaged, not ours or not usable.</exception>
    public static StateDatabase Open(RocksDbStorageOptions settings)
    {
        var folder = new StateFolder(settings.Path, settings.PathSetting);
        folder.Prepare();
        var options = Tuned();
        try
        {
            return new StateDatabase(folder, options, new WriteOptions().SetSync(settings.Sync), RocksDb.Open(options, folder.FullPath));
        }
        catch (RocksDbException e)
        {
            throw folder.Explain(e);
        }
    }

    /// <summary>The version of a record (<see cref="Absent"/> when there is none) and its payload.</summary>
    public (ulong Version, ReadOnlyMemory<byte> Payload) Read(byte[] key) => Use(() =>
    {
        var value = _database.Get(key);
        return value is null ? (Absent, default) : (VersionOf(value), value.AsMemory(VersionLength));
    });

    /// <summary>Replaces or creates a record if its version is the expected one.</summary>
    /// <returns>Whether it was, and the version now stored.</returns>
    /// <param name="key">The record's key.</param>
    /// <param name="expected">The version that it must have.</param>
    /// <param name="payload">The new payload, in pieces one after another.</param>
    public (bool Done, ulong Version) Write(byte[] key, ulong expected, ReadOnlyMemory<byte>[] payload) => Use(() =>
    {
        lock (StripeOf(key))
        {
            var stored = StoredVersion(key);
            if (stored != expected) return (false, stored);

            // The database's sequence number grows with every write and never goes back, not even when a record is cleared and created
            // again. So no version that a grain still holds can match by chance.
            var version = _database.GetLatestSequenceNumber() + 1;
            var header = new byte[VersionLength];
            BinaryPrimitives.WriteUInt64BigEndian(header, version);
            using var batch = new WriteBatch();
            batch.PutVector(key, [header, .. payload]);
            _database.Write(batch, _writeOptions);
            return (true, version);
        }
    });

    /// <summary>Removes a record if its version is the expected one.</summary>
    /// <returns>Whether it was, and the version now stored.</returns>
    public (bool Done, ulong Version) Clear(byte[] key, ulong expected) => Use(() =>
    {
        lock (StripeOf(key))
        {
            var stored = StoredVersion(key);
            if (stored != expected) return (false, stored);
            if (stored == Absent) return (true, Absent);

            using var batch = new WriteBatch();
            batch.Delete(key);
            _database.Write(batch, _writeOptions);
            return (true, Absent);
        }
    });

    /// <summary>Closes the database; its folder can be opened again afterwards.</summary>
    public void Dispose()
    {
        _closing.EnterWriteLock();
        try
        {
            if (_closed) return;
            _closed = true;
            _database.Dispose();
            GC.KeepAlive(_options);
        }
        finally
        {
            _closing.ExitWriteLock();
        }
    }

    /// <summary>
    /// Values have up to some hundred KB; those below 16 KB are rewritten while they grow. Tables of level 0 are left to gather: nearly all
    /// that they hold is final, and merging them during an ingestion only writes it again (a fifth of the ingestion's processor time).
    /// Native memory stays under 150 MB: 80 MB for two write buffers and the cache (which also holds indexes and filters), the rest for
    /// flushes and compactions. Buffers of 64 MB wrote no faster and took 90 MB more. LZ4 halves the tables of figures, and leaves segments
    /// as they are, since they are packed. After a power failure, a log that was cut short is replayed up to the cut. That gives a state of
    /// an earlier moment.
    /// </summary>
    private static DbOptions Tuned()
    {
        var table = new BlockBasedTableOptions()
            .SetBlockSize(16 << 10)
            .SetBlockCache(Cache.CreateLru(16 * Megabyte))
            .SetCacheIndexAndFilterBlocks(true)
            .SetPinL0FilterAndIndexBlocksInCache(true)
            .SetFilterPolicy(BloomFilterPolicy.Create(10, false));
        return new DbOptions()
            .SetCreateIfMissing(true)
            .SetParanoidChecks(true)
            .SetWalRecoveryMode(Recovery.PointInTime)
            .SetCompression(Compression.Lz4)
            .SetWriteBufferSize(32 * Megabyte)
            .SetMaxWriteBufferNumber(2)
            .SetMaxTotalWalSize(128 * Megabyte)
            .SetTargetFileSizeBase(64 * Megabyte)
            .SetMaxBytesForLevelBase(256 * Megabyte)
            .SetLevelCompactionDynamicLevelBytes(true)
            .SetLevel0FileNumCompactionTrigger(12)
            .SetLevel0SlowdownWritesTrigger(24)
            .SetLevel0StopWritesTrigger(36)
            .IncreaseParallelism(2)
            .SetBytesPerSync(Megabyte)
            .SetMaxOpenFiles(256)
            .SetKeepLogFileNum(2)
            .SetMaxLogFileSize(4 * Megabyte)
            .SetStatsDumpPeriodSec(0)
            .SetInfoLogLevel(InfoLogLevel.Warn)
            .SetBlockBasedTableFactory(table);
    }

    private ulong StoredVersion(byte[] key) => _database.Get(key, VersionReader.Instance);

    private Lock StripeOf(byte[] key)
    {
        var hash = new HashCode();
        hash.AddBytes(key);
        return _stripes[(uint)hash.ToHashCode() % StripeCount];
    }

    private static ulong VersionOf(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt64BigEndian(value);

    private T Use<T>(Func<T> call)
    {
        _closing.EnterReadLock();
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return call();
        }
        catch (RocksDbException e)
        {
            throw _folder.Explain(e);
        }
        finally
        {
            _closing.ExitReadLock();
        }
    }

    /// <summary>Reads the version in place: a check need not copy the payload to the managed heap.</summary>
    private sealed class VersionReader : ISpanDeserializer<ulong>
    {
        public static VersionReader Instance { get; } = new();

        public ulong Deserialize(ReadOnlySpan<byte> buffer) => VersionOf(buffer);
    }
}
