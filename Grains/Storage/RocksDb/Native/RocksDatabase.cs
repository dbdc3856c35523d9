using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace LlmWorkload.Storage;

/// <summary>
/// One open RocksDB database: values of bytes under keys of bytes. Thread-safe, but for <see cref="Dispose"/>, which nothing may be called
/// beside or after.
/// </summary>
internal sealed unsafe class RocksDatabase : IDisposable
{
    private readonly nint _options;
    private readonly nint _readOptions = RocksDbLibrary.CreateReadOptions();
    private readonly nint _writeOptions = RocksDbLibrary.CreateWriteOptions();
    private readonly nint _database;

    private RocksDatabase(string path, string options, bool sync, bool isReadOnly)
    {
        _options = OptionsOf(options);
        RocksDbLibrary.SetSync(_writeOptions, sync ? (byte)1 : (byte)0);
        byte* error = null;
        fixed (byte* name = Terminated(path))
        {
            _database = isReadOnly
                ? RocksDbLibrary.OpenReadOnly(_options, name, failsOverLog: 0, &error)
                : RocksDbLibrary.Open(_options, name, &error);
        }

        if (error is null) return;
        DestroyOptions();
        Check(error);
    }

    /// <summary>Reads a value where it lies, which it does until this returns.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    public delegate T Reading<out T>(ReadOnlySpan<byte> value);

    /// <summary>The number of the last write; each has a greater one than all before.</summary>
    public ulong LatestSequenceNumber => RocksDbLibrary.LatestSequenceNumber(_database);

    /// <summary>Opens a database.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="options">Options as RocksDB writes them: <c>name=value;…</c>.</param>
    /// <param name="sync">Whether a write waits for the disk.</param>
    /// <exception cref="RocksDbException">It cannot be opened.</exception>
    public static RocksDatabase Open(string path, string options, bool sync) => new(path, options, sync, isReadOnly: false);

    /// <summary>Opens a database, without a lock and without writing anything.</summary>
    /// <param name="path">Its folder.</param>
    /// <exception cref="RocksDbException">It cannot be opened.</exception>
    public static RocksDatabase OpenReadOnly(string path) => new(path, "", sync: false, isReadOnly: true);

    /// <summary>Reads a value; null (of a number: its default) where there is none.</summary>
    /// <exception cref="RocksDbException">It cannot be read.</exception>
    public T? Get<T>(ReadOnlySpan<byte> key, Reading<T> read)
    {
        byte* error = null;
        nint pinned;
        fixed (byte* at = key) pinned = RocksDbLibrary.Pin(_database, _readOptions, at, (nuint)key.Length, &error);
        Check(error);
        if (pinned == nint.Zero) return default;
        try
        {
            nuint length;
            var value = RocksDbLibrary.ValueOf(pinned, &length);
            return read(new ReadOnlySpan<byte>(value, checked((int)length)));
        }
        finally
        {
            RocksDbLibrary.Unpin(pinned);
        }
    }

    /// <summary>Writes a value whole.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="pieces">Its bytes, one piece after another.</param>
    /// <exception cref="RocksDbException">It is not written.</exception>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        var pins = new MemoryHandle[pieces.Length];
        var values = stackalloc byte*[pieces.Length];
        var lengths = stackalloc nuint[pieces.Length];
        try
        {
            for (var i = 0; i < pieces.Length; i++)
            {
                pins[i] = pieces[i].Pin();
                values[i] = (byte*)pins[i].Pointer;
                lengths[i] = (nuint)pieces[i].Length;
            }

            fixed (byte* at = key)
            {
                var batch = RocksDbLibrary.CreateBatch();
                var (keyAt, keyLength) = ((nint)at, (nuint)key.Length);
                RocksDbLibrary.Put(batch, 1, (byte**)&keyAt, &keyLength, pieces.Length, values, lengths);
                Write(batch);
            }
        }
        finally
        {
            foreach (var pin in pins) pin.Dispose();
        }
    }

    /// <summary>Removes a value, where there is one.</summary>
    /// <exception cref="RocksDbException">It is not removed.</exception>
    public void Delete(ReadOnlySpan<byte> key)
    {
        var batch = RocksDbLibrary.CreateBatch();
        fixed (byte* at = key) RocksDbLibrary.Delete(batch, at, (nuint)key.Length);
        Write(batch);
    }

    /// <summary>Closes the database. Its folder can be opened again afterwards.</summary>
    public void Dispose()
    {
        RocksDbLibrary.Close(_database);
        DestroyOptions();
    }

    private static nint OptionsOf(string text)
    {
        var options = RocksDbLibrary.CreateOptions();
        if (text.Length == 0) return options;
        var read = RocksDbLibrary.CreateOptions();
        byte* error = null;
        fixed (byte* at = Terminated(text)) RocksDbLibrary.ReadOptions(options, at, read, &error);
        RocksDbLibrary.DestroyOptions(options);
        Check(error);
        return read;
    }

    private static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static void Check(byte* error)
    {
        if (error is null) return;
        var message = Marshal.PtrToStringUTF8((nint)error);
        RocksDbLibrary.Free(error);
        throw new RocksDbException(message ?? "");
    }

    private void Write(nint batch)
    {
        byte* error = null;
        RocksDbLibrary.Write(_database, _writeOptions, batch, &error);
        RocksDbLibrary.DestroyBatch(batch);
        Check(error);
    }

    private void DestroyOptions()
    {
        RocksDbLibrary.DestroyWriteOptions(_writeOptions);
        RocksDbLibrary.DestroyReadOptions(_readOptions);
        RocksDbLibrary.DestroyOptions(_options);
    }
}
