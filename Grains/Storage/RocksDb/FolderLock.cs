using System.Runtime.Versioning;

namespace LlmWorkload.Storage;

/// <summary>The lock that whoever has a state folder open holds on one of its files.</summary>
internal static class FolderLock
{
    [UnsupportedOSPlatformGuard("macos")]
    [UnsupportedOSPlatformGuard("freebsd")]
    [UnsupportedOSPlatformGuard("tvos")]
    [UnsupportedOSPlatformGuard("ios")]
    private static bool IsSeen =>
        !OperatingSystem.IsMacOS() && !OperatingSystem.IsFreeBSD() && !OperatingSystem.IsTvOS() && !OperatingSystem.IsIOS();

    /// <summary>Whether somebody has a folder open; true where there is a file for it on a system that does not show its lock.</summary>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public static bool IsHeld(string folder)
    {
        var file = Path.Combine(folder, "LOCK");
        if (!File.Exists(file)) return false;
        if (!IsSeen) return true;
        try
        {
            // The lock of this look is gone before the folder is opened.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            stream.Lock(0, 1);
            stream.Unlock(0, 1);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Whether somebody is known to have a folder open; false on a system that does not show its lock.</summary>
    public static bool IsKnownToBeHeld(string folder) => IsSeen && IsHeld(folder);
}
