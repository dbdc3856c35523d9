using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LlmWorkload.Reading;

namespace LlmWorkload.Output;

/// <summary>Files that are there whole or not at all.</summary>
internal static partial class AtomicFile
{
    /// <summary>
    /// Writes a file beside its place and moves it there. The target of a link is written, and the link stays. A pipe or a device takes
    /// what is written as it comes.
    /// </summary>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        if (FileStatus.IsPipe(path))
        {
            await using var pipe = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            await write(pipe);
            return;
        }

        path = TargetOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await ReplaceAsync(path, write);
    }

    /// <summary>Writes a file beside its place and moves it there, in place of whatever is there.</summary>
    public static async Task ReplaceAsync(string path, Func<Stream, Task> write)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            await using (var stream = File.Create(temporary)) await write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Where a link leads to in the end; any other path is its own.</summary>
    public static string TargetOf(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    /// <summary>
    /// Removes what processes that were killed had begun to write beside these files; what one that still runs writes stays.
    /// </summary>
    public static IReadOnlyList<string> RemoveAbandoned(IEnumerable<string> paths)
    {
        var removed = new List<string>();
        foreach (var folder in paths.GroupBy(path => Path.GetDirectoryName(path)!).Where(folder => Directory.Exists(folder.Key)))
        {
            var names = folder.Select(path => Path.GetFileName(path)).ToHashSet(StringComparer.Ordinal);
            foreach (var file in Directory.EnumerateFiles(folder.Key, "*.tmp").ToList())
            {
                if (AbandonedFor(file) is not { } name || !names.Contains(name)) continue;
                File.Delete(file);
                removed.Add(file);
            }
        }

        return removed;
    }

    /// <summary>
    /// The name that a file or folder was to get which a process had begun to write; null where the process still runs, and for others.
    /// </summary>
    public static string? AbandonedFor(string temporary) =>
        TemporaryName().Match(Path.GetFileName(temporary)) is { Success: true } name && !IsWritten(temporary, name.Groups["process"].Value)
            ? name.Groups["name"].Value
            : null;

    /// <summary>Writes bytes.</summary>
    public static Task WriteAsync(string path, byte[] bytes) => WriteAsync(path, stream => stream.WriteAsync(bytes).AsTask());

    // A process that was born after the file was last written has the number of the one that wrote it, as the first one of every container
    // has.
    private static bool IsWritten(string file, string process)
    {
        try
        {
            using var writer = Process.GetProcessById(int.Parse(process, CultureInfo.InvariantCulture));
            return writer.StartTime <= File.GetLastWriteTime(file);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or OverflowException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^(?<name>.+)\.(?<process>[0-9]+)\.tmp$", RegexOptions.CultureInvariant)]
    private static partial Regex TemporaryName();
}
