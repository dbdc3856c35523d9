using System.Globalization;
using System.Runtime.InteropServices;

namespace LlmWorkload.Reading;

/// <summary>Files that a program is given open, by their number: standard input is 0.</summary>
internal static partial class GivenFiles
{
    private const int ReadFlags = 1; // F_GETFD of fcntl
    private const int ClosedAtStart = 1; // FD_CLOEXEC

    private static readonly string[] Folders = ["/dev/fd/", "/proc/self/fd/"];

    /// <summary>The number of the file that a path names by its number; null where it names none so.</summary>
    public static int? NumberOf(string path)
    {
        if (path is LogSource.StandardInput or "/dev/stdin") return 0;
        foreach (var folder in Folders)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal)
                && int.TryParse(path.AsSpan(folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
        }

        return null;
    }

    /// <summary>
    /// Whether a number is not that of a file that the program was given. Where standard input is closed, the runtime's first file gets
    /// its number: a pipe for signals, which never ends, and whoever reads it takes the signals away.
    /// </summary>
    public static bool IsClosed(int number)
    {
        if (OperatingSystem.IsWindows()) return false;
        var flags = Control(number, ReadFlags);

        // What is closed where a program starts cannot be given to one: the runtime opened it.
        return flags < 0 || (flags & ClosedAtStart) != 0;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int file, int command);
}
