using System.Text.RegularExpressions;

namespace LlmWorkload.Reading;

/// <summary>Which files a list of paths means.</summary>
/// <param name="Files">The files, in input order.</param>
/// <param name="Found">Those of them that nobody named, but a folder has: what is empty of them, or no log after all, is left out.</param>
/// <param name="LeftOut">What else the folders have, each with the reason in words.</param>
internal sealed partial record LogFiles(IReadOnlyList<string> Files, IReadOnlySet<string> Found, IReadOnlyList<LeftOutFile> LeftOut)
{
    private static readonly string[] Compressions = [".gz", ".zst"];

    // What has one of these is a log; what has one of the others may be something else.
    private static readonly string[] LogEndings = [".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"];
    private static readonly string[] Endings = [.. LogEndings, ".json", ".log"];

    /// <summary>
    /// The files of <paramref name="paths"/> in order: a file or a pipe stands for itself, a folder for every log in it and below it,
    /// sorted by ordinal path. A log is a file that ends in <c>.csv</c>, <c>.tsv</c>, <c>.jsonl</c>, <c>.ndjson</c>, <c>.json</c>,
    /// <c>.parquet</c> or <c>.log</c>, rotated (<c>.1</c>, <c>-20250101</c>) or not, compressed with gzip or zstd or not.
    /// </summary>
    /// <exception cref="WorkloadException">
    /// No path, a path that does not exist, a folder without a log, or a file named twice.
    /// </exception>
    public static LogFiles Resolve(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
            throw Fault("No input: give a request log (.csv, .jsonl, .parquet, also .gz or .zst), a folder of them, or - for standard "
                + "input.");

        var files = new List<string>();
        var found = new HashSet<string>(StringComparer.Ordinal);
        var leftOut = new List<LeftOutFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var isFolder = path != LogSource.StandardInput && Directory.Exists(path);
            if (!isFolder && path != LogSource.StandardInput && !File.Exists(path))
                throw Fault($"{path}: no such file or directory.");
            foreach (var file in isFolder ? ListLogs(path, leftOut) : [path])
            {
                if (!seen.Add(path == LogSource.StandardInput ? path : Path.GetFullPath(file)))
                    throw Fault($"{file}: given twice, so that its rows would count twice.");
                files.Add(file);
                if (isFolder) found.Add(file);
            }
        }

        return new LogFiles(files, found, leftOut);
    }

    /// <summary>
    /// What each of some files is called: by its file name, in a folder that is given by its path below that folder, and by the whole path
    /// where two files are called the same otherwise. Folders are parted by <c>/</c>.
    /// </summary>
    /// <param name="files">The paths of the files.</param>
    /// <param name="inputs">What they were given as: themselves, or folders.</param>
    public static IReadOnlyList<string> Names(IReadOnlyList<string> files, IReadOnlyList<string> inputs)
    {
        string[] folders = [.. inputs.Except(files).Select(Path.GetFullPath).Where(Directory.Exists)];
        string[] names = [.. files.Select(NameOf)];
        var isDouble = names.GroupBy(name => name).Where(group => group.Skip(1).Any()).Select(group => group.Key).ToHashSet();
        return [.. names.Zip(files, (name, file) => isDouble.Contains(name) ? WithSlashes(file) : name)];

        string NameOf(string file) => folders.FirstOrDefault(folder => IsBelow(folder, file)) is { } given
            ? WithSlashes(Path.GetRelativePath(given, file))
            : Path.GetFileName(file);
    }

    /// <summary>
    /// A log's file name without what says that it is one: <c>.gz</c> or <c>.zst</c>, what rotation put behind, and its ending.
    /// </summary>
    public static string Stem(string name)
    {
        var whole = WithoutCompression(Path.GetFileName(name));
        foreach (var plain in (string[])[whole, Rotation().Replace(whole, "")])
        {
            foreach (var ending in Endings)
            {
                if (plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return WithoutEnding(plain, ending);
            }
        }

        return whole;
    }

    /// <summary>
    /// Whether a file is called a log and nothing else: by its ending, before which or behind which rotation may have put a number or a
    /// date.
    /// </summary>
    public static bool IsNamedLog(string name) => HasEnding(name, LogEndings);

    private static bool HasEnding(string name, string[] endings)
    {
        var plain = Rotation().Replace(WithoutCompression(name), "");
        return endings.Any(ending => plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private static string WithoutCompression(string name) => Compressions.Aggregate(name, WithoutEnding);

    private static bool IsBelow(string folder, string file) => Path.GetFullPath(file).StartsWith(
        Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string WithSlashes(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    private static string WithoutEnding(string name, string ending) =>
        name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;

    private static List<string> ListLogs(string folder, List<LeftOutFile> leftOut)
    {
        var logs = new List<string>();
        try
        {
            Walk(folder, logs, leftOut);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkloadException($"{folder}: cannot be listed: {e.Message}", e) { IsInput = true };
        }

        logs.Sort(StringComparer.Ordinal);
        return logs.Count > 0
            ? logs
            : throw Fault($"{folder}: the folder holds no log (.csv, .tsv, .jsonl, .json, .parquet, .log, rotated or not, compressed or "
                + $"not).{(leftOut.Count == 0 ? "" : $" It holds {LeftOutFile.Describe(leftOut)}.")}");
    }

    private static void Walk(string folder, List<string> logs, List<LeftOutFile> leftOut)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (WhyNoLog(Path.GetFileName(file)) is { } why) leftOut.Add(new LeftOutFile(file, why));
            else if (FileStatus.IsPipe(file)) leftOut.Add(new LeftOutFile(file, "a pipe"));
            else logs.Add(file);
        }

        foreach (var below in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (IsHidden(Path.GetFileName(below))) leftOut.Add(new LeftOutFile(below, "hidden"));
            // A link may lead back to where it stands.
            else if (new DirectoryInfo(below).LinkTarget is not null) leftOut.Add(new LeftOutFile(below, "a link to a folder"));
            else Walk(below, logs, leftOut);
        }
    }

    private static bool IsHidden(string name) => name.StartsWith('.');

    private static string? WhyNoLog(string name)
    {
        if (IsHidden(name)) return "hidden";
        return HasEnding(name, Endings) || Rotation().IsMatch(WithoutCompression(name)) ? null : "no log by its name";
    }

    // What log rotation leaves: a number or a date behind the name.
    [GeneratedRegex(@"(\.\d{1,5}|[-._]\d{8}([-_T]?\d{2,6})?|[-._]\d{4}-\d{2}-\d{2}([-_T]\d{2}(-?\d{2}){0,2})?)$")]
    private static partial Regex Rotation();

    private static WorkloadException Fault(string message) => new(message) { IsInput = true };
}
