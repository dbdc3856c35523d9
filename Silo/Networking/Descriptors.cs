using System.Globalization;

namespace LlmWorkload.Networking;

/// <summary>The files and sockets that this process may have open.</summary>
internal static class Descriptors
{
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";

    /// <summary>How many there are; the largest number where the system does not say.</summary>
    public static int Most()
    {
        if (!File.Exists(Limits)) return int.MaxValue;
        var line = File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
        var soft = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : int.MaxValue;
    }
}
