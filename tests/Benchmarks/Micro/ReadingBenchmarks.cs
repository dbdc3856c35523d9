using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Generation;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>A log from its file, which the operating system holds in memory, to columns.</summary>
public class ReadingBenchmarks
{
    private const int Rows = 500_000;
    private const int BatchRows = 131_072;

    private readonly RequestBatch _batch = new(BatchRows);
    private GeneratedLog _log = null!;

    /// <summary>Whether the file is compressed.</summary>
    [Params(false, true)]
    public bool Gzip { get; set; }

    private string Path => Gzip ? _log.At("log.csv.gz") : _log.Path;

    /// <summary>Writes the file.</summary>
    [GlobalSetup]
    public void Generate()
    {
        _log = new GeneratedLog(new GeneratorOptions { Rows = Rows, Users = 100_000, Models = 240, Days = 30, Seed = 1 });
        if (!Gzip) return;
        using var from = File.OpenRead(_log.Path);
        using var to = new GZipStream(File.Create(Path), CompressionLevel.Fastest);
        from.CopyTo(to);
    }

    /// <summary>Deletes it.</summary>
    [GlobalCleanup]
    public void Delete() => _log.Dispose();

    /// <summary>Opens the file and reads every row.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long Read()
    {
        using var source = new LogSource(Path);
        using var reader = RequestFormats.Of(source).Open(source, new ReadingOptions(), new RequestTables(0));
        var rows = 0L;
        while (reader.Read(_batch)) rows += _batch.Rows;
        return rows;
    }
}
