using System.IO.Compression;
using System.Text;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

/// <summary>A temporary folder of logs, and the plain way to read one.</summary>
internal sealed class LogFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("llmwl-reading-").FullName;

    public RequestTables Tables { get; } = new(1);

    public IdTable Models => Tables.Models;

    public IdTable Users => Tables.Users;

    public IdTable Functions => Tables[RequestFields.TextOf(RequestFields.Function)];

    public string Root => _root;

    public static byte[] Gzip(byte[] content)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return member.ToArray();
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public IRequestReader Open(string path, ReadingOptions? options = null, FilePosition? resumeAt = null)
    {
        using var source = new LogSource(path);
        return RequestFormats.Of(source).Open(source, options ?? new ReadingOptions(), Tables, resumeAt);
    }

    public LogContent Read(string text, ReadingOptions? options = null) => ReadAll(Write("log.csv", text), options);

    public LogContent Read(byte[] content, ReadingOptions? options = null) => ReadAll(Write("log.csv", content), options);

    public LogContent ReadAll(string path, ReadingOptions? options = null, int capacity = 7, FilePosition? resumeAt = null)
    {
        using var reader = Open(path, options, resumeAt);
        var content = new LogContent();
        var batch = new RequestBatch(capacity);
        while (reader.Read(batch))
            content.Add(batch, this);
        return content;
    }

    /// <summary>Reads the log and gives the error it ends with.</summary>
    public WorkloadException Fault(byte[] content, ReadingOptions? options = null, string name = "log.csv")
    {
        var path = Write(name, content);
        var fault = Assert.Throws<WorkloadException>(() => ReadAll(path, options));
        Assert.True(fault.IsInput);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        return fault;
    }

    public WorkloadException Fault(string text, ReadingOptions? options = null) => Fault(Encoding.UTF8.GetBytes(text), options);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
