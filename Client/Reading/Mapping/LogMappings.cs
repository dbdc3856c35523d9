namespace LlmWorkload.Reading;

/// <summary>The formats that logs may be of, in the order in which they are tried.</summary>
/// <param name="All">Each; the last takes what no other takes.</param>
internal sealed record LogMappings(IReadOnlyList<LogMapping> All)
{
    /// <summary>The format of a log.</summary>
    /// <param name="file">The path of the log, for messages.</param>
    /// <param name="container">What it is written as.</param>
    /// <param name="names">The names of its columns, or of the members of its first record.</param>
    /// <param name="options">What the user says.</param>
    /// <exception cref="WorkloadException">The format that the user names is not there, or cannot be read.</exception>
    public LogMapping Of(string file, LogContainers container, IReadOnlyList<string> names, ReadingOptions options)
    {
        var set = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var mapping = options.Format is { } named
            ? All.FirstOrDefault(each => each.Name == named && each.Refusal is null && (each.Containers & container) != 0)
            : All.FirstOrDefault(each => each.Matches(container, set));
        if (mapping is null)
        {
            throw Fault($"{file}: the log is not of the format '{options.Format}', or that format is not written as {Word(container)}. "
                + $"Names found: {LogText.Names(names)}.");
        }

        return mapping.Refusal is { } refusal ? throw Fault($"{file}: {refusal}") : mapping;
    }

    /// <summary>Whether a log with such names is of a format that they tell, and not of the one that takes what no other takes.</summary>
    /// <param name="container">What it is written as.</param>
    /// <param name="names">The names of its columns, or of the members of its first record.</param>
    public bool HasOwn(LogContainers container, IReadOnlyList<string> names)
    {
        var set = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return All.Any(each => each.Needs.Count > 0 && each.Matches(container, set));
    }

    private static string Word(LogContainers container) => container == LogContainers.Csv ? "CSV" : container.ToString();

    private static WorkloadException Fault(string message) => new(message) { IsInput = true };
}
