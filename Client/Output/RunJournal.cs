namespace LlmWorkload.Output;

/// <summary>
/// The files of a run that is not done, noted in the output folder before they are written. Where a run was interrupted the note stays, and
/// the next run knows what to remove.
/// </summary>
internal sealed class RunJournal
{
    private const string FileName = ".llmwl-unfinished";

    private readonly string _root;
    private readonly string _path;
    private readonly Lock _lock = new();

    /// <summary>Reads what an interrupted run left.</summary>
    /// <param name="root">The output folder; need not exist.</param>
    public RunJournal(string root)
    {
        _root = root;
        _path = Path.Combine(root, FileName);
        Interrupted = File.Exists(_path) ? File.ReadAllLines(_path) : [];
    }

    /// <summary>The files that an interrupted run wrote or was about to write, relative to the folder.</summary>
    public IReadOnlyList<string> Interrupted { get; }

    /// <summary>Notes files that are about to be written.</summary>
    public void Add(IEnumerable<string> files)
    {
        lock (_lock)
        {
            Directory.CreateDirectory(_root);
            File.AppendAllLines(_path, files);
        }
    }

    /// <summary>The run is done: nothing is noted any more.</summary>
    public void Close() => File.Delete(_path);
}
