using Microsoft.Win32.SafeHandles;

namespace LlmWorkload.Output;

/// <summary>What happens when the reader of the output goes away, as <c>head</c> does.</summary>
internal static class BrokenPipe
{
    private const int Epipe = 32; // the same number on Linux and macOS

    /// <summary>Whether a write failed because nobody reads any more.</summary>
    public static bool Is(IOException failure) => !OperatingSystem.IsWindows() && failure.HResult == Epipe;

    /// <summary>
    /// Standard output as bytes. Into a pipe it fails when the reader has gone, whereas the console's own stream would swallow the rest of
    /// a log of any length.
    /// </summary>
    public static Stream StandardOutput()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        if (!output.CanSeek) return output;

        // Positions of a file that others append to as well are the console stream's business.
        output.Dispose();
        return Console.OpenStandardOutput();
    }
}
