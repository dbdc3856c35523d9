using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LlmWorkload.Reading;

/// <summary>
/// Opens files in a folder beyond which nothing is to be read, where others may put a link or a pipe in the place of a file at any time.
/// What counts is what has been opened (Linux); elsewhere, what the path leads to just before.
/// </summary>
internal static partial class PlacedFile
{
    private const string IsOutside = "it leads out of the folder that files may be read from";
    private const string IsNoFile = "it is a pipe, a device or a folder, and no file";

    // open(2) and fcntl(2) of Linux, the same on every processor that .NET runs on.
    private const int NoTerminal = 0x100;
    private const int NoWaiting = 0x800;
    private const int CloseOnExecute = 0x80000;
    private const int SetFlags = 4;
    private const int NoSuchFile = 2;
    private const int NotAllowed = 13;

    /// <summary>Opens a file to be read.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="options">How it is opened.</param>
    /// <param name="within">The folder that it must lie in, without links; null for a file or a pipe anywhere, which is waited for.</param>
    /// <exception cref="RefusedFileException">It lies elsewhere, or is no file.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path, FileStreamOptions options, string? within)
    {
        if (within is null) return new FileStream(path, options);
        if (!OperatingSystem.IsLinux())
        {
            return WhyNot(path, within) is { } why ? throw new RefusedFileException(why) : new FileStream(path, options);
        }

        var handle = Open(path);
        try
        {
            Check(handle, within);
            return new FileStream(handle, FileAccess.Read, options.BufferSize);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Why what a path leads to now is not read; null where it is a file in the folder, or nothing.</summary>
    /// <param name="path">The path.</param>
    /// <param name="within">The folder, without links; null for any.</param>
    public static string? WhyNot(string path, string? within)
    {
        if (within is null) return null;
        if (RealPath.Of(path) is not { } real || !RealPath.IsBelow(real, within)) return IsOutside;
        return Directory.Exists(real) || FileStatus.IsPipe(real) ? IsNoFile : null;
    }

    // A pipe that nobody writes to is opened at once so, and not waited for.
    private static SafeFileHandle Open(string path)
    {
        var number = Open(path, NoWaiting | NoTerminal | CloseOnExecute);
        if (number >= 0) return new SafeFileHandle(number, ownsHandle: true);
        var error = Marshal.GetLastPInvokeError();
        throw error switch
        {
            NoSuchFile => new FileNotFoundException("there is no such file", path),
            NotAllowed => new UnauthorizedAccessException("it may not be read"),
            _ => new IOException(Marshal.GetPInvokeErrorMessage(error)),
        };
    }

    private static void Check(SafeFileHandle handle, string within)
    {
        var link = FileStatus.PathOf(handle);
        if (new FileInfo(link).LinkTarget is not { } real || !RealPath.IsBelow(real, within)) throw new RefusedFileException(IsOutside);
        if (!FileStatus.IsFile(link)) throw new RefusedFileException(IsNoFile);
        _ = Control(handle, SetFlags, 0);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafeFileHandle file, int command, int value);
}
