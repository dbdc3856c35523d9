using System.Buffers.Binary;
using System.Runtime.InteropServices;
using LlmWorkload.Datasets;
using Microsoft.Win32.SafeHandles;

namespace LlmWorkload.Reading;

/// <summary>
/// What the file system says of a file. Where the kernel tells when a file was last changed in any way (Linux: its ctime, which no program
/// can set back), the stamp says that nothing can have changed; elsewhere there is none, and files are read and compared.
/// </summary>
internal static partial class FileStatus
{
    /// <summary>A time of change that says nothing.</summary>
    public const long Unknown = 0;

    // struct statx of Linux, the same on every processor: size at 40, mode at 28, ctime (seconds, then nanoseconds) at 96.
    private const int StatusBytes = 256;
    private const int ModeAt = 28;
    private const int NumberAt = 32;
    private const int SizeAt = 40;
    private const int ChangedAt = 96;
    private const int CurrentFolder = -100;
    private const uint BasicStatus = 0x7ff;
    private const int KindMask = 0xf000;
    private const int RegularFile = 0x8000;

    // A change may follow another so soon that the clock of the file system does not tell them apart.
    private static readonly TimeSpan Doubtful = TimeSpan.FromSeconds(2);

    /// <summary>Whether a path is a pipe or a device, which is read once; false where there is nothing or nobody tells.</summary>
    public static bool IsPipe(string path)
    {
        Span<byte> status = stackalloc byte[StatusBytes];
        if (Directory.Exists(path) || !TryRead(path, status)) return false;
        return !IsFile(status);
    }

    /// <summary>Whether a path is a file that can be read as often as wanted; false where there is nothing or nobody tells.</summary>
    public static bool IsFile(string path)
    {
        Span<byte> status = stackalloc byte[StatusBytes];
        return TryRead(path, status) && IsFile(status);
    }

    /// <summary>A path of a file that is open, which is a link to where it lies. Linux has it.</summary>
    public static string PathOf(SafeFileHandle file) => $"/proc/self/fd/{file.DangerousGetHandle()}";

    /// <summary>
    /// The number by which the file system knows a file: it stays when the file is renamed, and another file of the same path has another.
    /// 0 where nobody tells.
    /// </summary>
    public static ulong Number(string path)
    {
        Span<byte> status = stackalloc byte[StatusBytes];
        return TryRead(path, status) ? BinaryPrimitives.ReadUInt64LittleEndian(status[NumberAt..]) : 0;
    }

    /// <summary>The number of a file that is open; 0 where nobody tells.</summary>
    public static ulong Number(SafeFileHandle file) => Number(PathOf(file));

    /// <summary>The stamp of a file. Its time of change is <see cref="Unknown"/> where the file could change and keep it.</summary>
    public static FileStamp Stamp(string path)
    {
        var name = Path.GetFullPath(path);
        Span<byte> status = stackalloc byte[StatusBytes];
        if (!TryRead(path, status)) return new FileStamp(name, new FileInfo(path).Length, Unknown);
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(status[ChangedAt..]);
        var nanoseconds = BinaryPrimitives.ReadUInt32LittleEndian(status[(ChangedAt + sizeof(long))..]);
        var changed = DateTime.UnixEpoch.AddSeconds(seconds);
        var length = BinaryPrimitives.ReadInt64LittleEndian(status[SizeAt..]);
        return new FileStamp(name, length, DateTime.UtcNow - changed < Doubtful ? Unknown : seconds * 1_000_000_000 + nanoseconds);
    }

    private static bool IsFile(ReadOnlySpan<byte> status) =>
        (BinaryPrimitives.ReadUInt16LittleEndian(status[ModeAt..]) & KindMask) == RegularFile;

    private static bool TryRead(string path, Span<byte> status)
    {
        if (!OperatingSystem.IsLinux() || !BitConverter.IsLittleEndian) return false;
        try
        {
            return Read(CurrentFolder, path, 0, BasicStatus, ref MemoryMarshal.GetReference(status)) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // an old C library
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Read(int folder, string path, int flags, uint mask, ref byte status);
}
