namespace LlmWorkload.Certificates;

/// <summary>A file that a setting or an option names.</summary>
/// <param name="Name">The setting or the option, such as <c>Tls:Key</c> or <c>--tls-key</c>.</param>
/// <param name="Path">The file; empty where it is not given.</param>
internal sealed record NamedFile(string Name, string Path)
{
    /// <summary>Whether the file is given.</summary>
    public bool IsGiven => Path.Length > 0;

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="WorkloadException">The file cannot be read; the message has the name and the path.</exception>
    public string ReadText()
    {
        try
        {
            return File.ReadAllText(Path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>The failure of a file that cannot be used.</summary>
    /// <param name="why">What is wrong, behind "which"; nothing of what is secret.</param>
    /// <param name="inner">The failure behind it.</param>
    public WorkloadException Unusable(string why, Exception? inner = null) => new($"{Name} is '{Path}', which {why}", inner)
    {
        IsInput = true,
    };
}
