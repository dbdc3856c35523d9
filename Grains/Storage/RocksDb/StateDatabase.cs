using System.Buffers.Binary;

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
    private const int Megabyte = 1 << 20;

    private readonly StateFolder _folder;
    private readonly RocksDatabase _database;
    private readonly Lock[] _stripes = new Lock[StripeCount];
    private readonly ReaderWriterLockSlim _closing = new();
    private readonly Lazy<bool> _mark;
    private bool _closed;

    private StateDatabase(StateFolder folder, RocksDatabase database)
    {
        _folder = folder;
        _database = database;
        for (var i = 0; i < StripeCount; i++) _stripes[i] = new Lock();
        _mark = new Lazy<bool>(
            () =>
            {
                _database.Put(MarkKey, [Guid.NewGuid().ToByteArray()]);
                return true;
            },
            LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>
    /// The key of a mark that whoever opens the database to write gives it before anything else: two states of a folder of which one was
    /// restored have different ones, even after as many writes. No record has a key of one byte.
    /// </summary>
    public static byte[] MarkKey { get; } = [0];

    /// <summary>
    /// Values have up to some hundred KB; those below 16 KB are rewritten while they grow. Tables of level 0 are left to gather: nearly all
    /// that they hold is final, and merging them during an ingestion only writes it again (a fifth of the ingestion's processor time).
    /// Native memory stays under 150 MB: 80 MB for two write buffers and the cache (which also holds indexes and filters), the rest for
    /// flushes and compactions. Buffers of 64 MB wrote no faster and took 90 MB more. LZ4 halves the tables of figures, and leaves segments
    /// as they are, since they are packed. After a power failure, a log that was cut short is replayed up to the cut. That gives a state of
    /// an earlier moment.
    /// </summary>
    private static string Tuned { get; } = string.Join(
        ';',
        "create_if_missing=true",
        "paranoid_checks=true",
        "wal_recovery_mode=kPointInTimeRecovery",
        "compression=kLZ4Compression",
        $"write_buffer_size={32 * Megabyte}",
        "max_write_buffer_number=2",
        $"max_total_wal_size={128 * Megabyte}",
        $"target_file_size_base={64 * Megabyte}",
        $"max_bytes_for_level_base={256 * Megabyte}",
        "level_compaction_dynamic_level_bytes=true",
        "level0_file_num_compaction_trigger=12",
        "level0_slowdown_writes_trigger=24",
        "level0_stop_writes_trigger=36",
        "max_background_jobs=2",
        $"bytes_per_sync={Megabyte}",
        "max_open_files=256",
        "keep_log_file_num=2",
        $"max_log_file_size={4 * Megabyte}",
        "stats_dump_period_sec=0",
        "info_log_level=WARN_LEVEL",
        $"block_based_table_factory={{block_size={16 << 10};block_cache={16 * Megabyte};cache_index_and_filter_blocks=true;"
            + "pin_l0_filter_and_index_blocks_in_cache=true;filter_policy=bloomfilter:10:false}");

    /// <summary>Opens the database, or makes it in an empty folder.</summary>
    /// <exception cref="WorkloadException">The folder is in use, damaged, not ours or not usable.</exception>
    public static StateDatabase Open(RocksDbStorageOptions settings)
    {
        var folder = new StateFolder(settings.Path, settings.PathSetting);
        folder.Prepare();
        try
        {
            return new StateDatabase(folder, RocksDatabase.Open(folder.FullPath, Tuned, settings.Sync));
        }
        catch (RocksDbException e)
        {
            throw folder.Explain(e);
        }
    }

    /// <summary>Reads a record.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="read">Makes something of its payload, which is there only as long as this runs.</param>
    /// <returns>Its version (<see cref="Absent"/> when there is none), and what was made.</returns>
    public (ulong Version, T? Payload) Read<T>(byte[] key, RocksDatabase.Reading<T> read) => Use(() =>
    {
        var version = Absent;
        var payload = _database.Get(key, bytes =>
        {
            version = VersionOf(bytes);
            return read(bytes[VersionLength..]);
        });
        return (version, payload);
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
            _ = _mark.Value;

            // The database's sequence number grows with every write and never goes back, not even when a record is cleared and created
            // again. So no version that a grain still holds can match by chance.
            var version = _database.LatestSequenceNumber + 1;
            var header = new byte[VersionLength];
            BinaryPrimitives.WriteUInt64BigEndian(header, version);
            _database.Put(key, [header, .. payload]);
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

            _ = _mark.Value;
            _database.Delete(key);
            _folder.ForgetAnswers();
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
        }
        finally
        {
            _closing.ExitWriteLock();
        }
    }

    private ulong StoredVersion(byte[] key) => _database.Get(key, VersionOf);

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
}
