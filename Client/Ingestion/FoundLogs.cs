using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>Files that nobody named, but a folder has.</summary>
internal static class FoundLogs
{
    /// <summary>
    /// Why a file that cannot be read is left out. What a folder has without anybody naming it stops nothing; but a file that is called a
    /// log and is none is a fault.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="found">The paths of all that folders have.</param>
    /// <returns>The reason in words; null where it is a fault.</returns>
    public static string? WhyLeftOut(LogSource source, IReadOnlySet<string> found)
    {
        if (!found.Contains(source.Path)) return null;
        using var stream = source.Open();
        if (stream.FirstBlock.IsEmpty) return "empty";
        return LogFiles.IsNamedLog(source.Name) ? null : "no log by its name and its header";
    }

    /// <summary>What is said of folders without a log.</summary>
    /// <param name="inputs">The folders.</param>
    /// <param name="leftOut">What they have.</param>
    public static WorkloadException None(IReadOnlyList<string> inputs, IReadOnlyList<LeftOutFile> leftOut) =>
        new($"{string.Join(", ", inputs)}: there is no log in it; left out: {LeftOutFile.Describe(leftOut)}.") { IsInput = true };
}
