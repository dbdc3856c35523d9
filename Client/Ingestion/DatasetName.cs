using System.IO.Hashing;
using System.Text;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// The name of a dataset that nobody named: it is that of the files and folders given, so that the same command finds what it ingested
/// before.
/// </summary>
internal static class DatasetName
{
    /// <summary>The name: what the first input is called, and a hash of where all of them are and of how they are read.</summary>
    /// <param name="inputs">The files and folders, as they were given.</param>
    /// <param name="reading">How they are read.</param>
    /// <param name="hasModels">Whether all of them have a column of models, so that no option names their model.</param>
    public static string Of(IReadOnlyList<string> inputs, ReadingOptions reading, bool hasModels)
    {
        var paths = inputs.Select(input => input == LogSource.StandardInput ? input : Path.GetFullPath(input)).ToList();
        var stem = paths[0] == LogSource.StandardInput ? "stdin" : LogFiles.Stem(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(paths[0])));
        var all = string.Join('\n', [.. paths, reading.Key(stem, hasModels)]);
        return $"{(stem.Length == 0 ? "logs" : stem)}-{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(all)) >> 32:x8}";
    }
}
