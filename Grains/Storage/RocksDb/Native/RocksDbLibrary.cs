using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Every argument below is what the library expects, as it is: so calls are compiled ahead, and none is compiled when a program starts.
[assembly: DisableRuntimeMarshalling]

namespace LlmWorkload.Storage;

/// <summary>
/// The functions of RocksDB's C interface (<c>rocksdb/c.h</c>) that this program uses. RocksDbSharp, which comes with the library, binds
/// all of them by reflection when it is first named: a quarter of the time of a command that opens a state folder. An <c>error</c> gets a
/// text of the library's, or stays null.
/// </summary>
internal static unsafe class RocksDbLibrary
{
    private const string Library = "rocksdb";

    // Beside the C library musl, the package names it so.
    private const string MuslLibrary = "librocksdb-musl";

    static RocksDbLibrary() => NativeLibrary.SetDllImportResolver(typeof(RocksDbLibrary).Assembly, Resolve);

    [DllImport(Library, EntryPoint = "rocksdb_options_create")]
    public static extern nint CreateOptions();

    [DllImport(Library, EntryPoint = "rocksdb_options_destroy")]
    public static extern void DestroyOptions(nint options);

    /// <summary>Sets options of <paramref name="from"/> by a text, into <paramref name="into"/>.</summary>
    [DllImport(Library, EntryPoint = "rocksdb_get_options_from_string")]
    public static extern void ReadOptions(nint from, byte* text, nint into, byte** error);

    [DllImport(Library, EntryPoint = "rocksdb_readoptions_create")]
    public static extern nint CreateReadOptions();

    [DllImport(Library, EntryPoint = "rocksdb_readoptions_destroy")]
    public static extern void DestroyReadOptions(nint options);

    [DllImport(Library, EntryPoint = "rocksdb_writeoptions_create")]
    public static extern nint CreateWriteOptions();

    [DllImport(Library, EntryPoint = "rocksdb_writeoptions_set_sync")]
    public static extern void SetSync(nint options, byte sync);

    [DllImport(Library, EntryPoint = "rocksdb_writeoptions_destroy")]
    public static extern void DestroyWriteOptions(nint options);

    [DllImport(Library, EntryPoint = "rocksdb_open")]
    public static extern nint Open(nint options, byte* path, byte** error);

    [DllImport(Library, EntryPoint = "rocksdb_open_for_read_only")]
    public static extern nint OpenReadOnly(nint options, byte* path, byte failsOverLog, byte** error);

    [DllImport(Library, EntryPoint = "rocksdb_close")]
    public static extern void Close(nint database);

    [DllImport(Library, EntryPoint = "rocksdb_get_latest_sequence_number")]
    public static extern ulong LatestSequenceNumber(nint database);

    /// <summary>A value where the library has it, until it is let go; null for none.</summary>
    [DllImport(Library, EntryPoint = "rocksdb_get_pinned")]
    public static extern nint Pin(nint database, nint readOptions, byte* key, nuint keyLength, byte** error);

    [DllImport(Library, EntryPoint = "rocksdb_pinnableslice_value")]
    public static extern byte* ValueOf(nint pinned, nuint* length);

    [DllImport(Library, EntryPoint = "rocksdb_pinnableslice_destroy")]
    public static extern void Unpin(nint pinned);

    [DllImport(Library, EntryPoint = "rocksdb_writebatch_create")]
    public static extern nint CreateBatch();

    [DllImport(Library, EntryPoint = "rocksdb_writebatch_destroy")]
    public static extern void DestroyBatch(nint batch);

    /// <summary>Puts a value of several pieces under a key of several pieces.</summary>
    [DllImport(Library, EntryPoint = "rocksdb_writebatch_putv")]
    public static extern void Put(
        nint batch, int keyPieces, byte** keys, nuint* keyLengths, int valuePieces, byte** values, nuint* valueLengths);

    [DllImport(Library, EntryPoint = "rocksdb_writebatch_delete")]
    public static extern void Delete(nint batch, byte* key, nuint keyLength);

    [DllImport(Library, EntryPoint = "rocksdb_write")]
    public static extern void Write(nint database, nint writeOptions, nint batch, byte** error);

    [DllImport(Library, EntryPoint = "rocksdb_free")]
    public static extern void Free(void* memory);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name != Library || NativeLibrary.TryLoad(name, assembly, path, out var found) ? nint.Zero
        : NativeLibrary.TryLoad(MuslLibrary, assembly, path, out found) ? found
        : nint.Zero;
}
