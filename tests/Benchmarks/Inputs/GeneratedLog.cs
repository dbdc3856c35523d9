using LlmWorkload.Generation;

namespace LlmWorkload.Benchmarks.Inputs;

/// <summary>A generated log in a new temporary folder, which goes with everything in it when this is disposed of.</summary>
internal sealed class GeneratedLog : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmwl-benchmarks-").FullName;

    /// <summary>Generates the log.</summary>
    public GeneratedLog(GeneratorOptions options)
    {
        Options = options;
        try
        {
            using var stream = File.Create(Path);
            new LogGenerator(options).Write(stream);

            // What is written back while the first program runs would slow that one alone.
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What it looks like.</summary>
    public GeneratorOptions Options { get; }

    /// <summary>The log: CSV.</summary>
    public string Path => At("log.csv");

    /// <summary>A path in the folder.</summary>
    public string At(string name) => System.IO.Path.Combine(_folder, name);

    /// <summary>What it is, for people.</summary>
    public string Describe() =>
        $"{Options.Rows:N0} rows, {Options.Users:N0} users, {Options.Models:N0} models, {new FileInfo(Path).Length / 1e6:N0} MB";

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
