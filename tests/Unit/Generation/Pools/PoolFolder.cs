using System.Globalization;
using System.Text;
using LlmWorkload.Generation;

namespace LlmWorkload.Tests.Generation;

/// <summary>A pool in a temporary folder, made by hand.</summary>
internal sealed class PoolFolder : IDisposable
{
    public const string Idle = "0,0,,0,0";

    /// <summary>Distributions of one value each: 10 input tokens and 3 output tokens.</summary>
    public const string Tokens = """{"0":{"input_tokens":"{10: 1.0}","output_tokens":"{3: 1.0}"}}""";

    public string Root { get; } = Directory.CreateTempSubdirectory("llmwl-pool-").FullName;

    public string Folder => Directory.CreateDirectory(Path.Combine(Root, "m-test")).FullName;

    /// <summary>Adds a client: the fields of its windows behind t, which are ten minutes apart.</summary>
    public PoolFolder Add(int number, string dataset, params string[] windows) => Write($"chunk-{number}-dataset.json", dataset).Write(
        $"chunk-{number}-trace.csv",
        string.Concat(windows.Select((window, i) => string.Create(CultureInfo.InvariantCulture, $"{600 * i},{window}\n"))));

    public PoolFolder Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return this;
    }

    public ClientPool Read() => PoolReader.Read(Folder);

    /// <summary>The lines of the log, without the header.</summary>
    public string[] Log(ulong seed = 1, DateTime? start = null, double? days = null) =>
        Encoding.UTF8.GetString(Bytes(seed, start, days)).Split('\n')[1..^1];

    public byte[] Bytes(ulong seed = 1, DateTime? start = null, double? days = null)
    {
        using var stream = new MemoryStream();
        new PoolLog(Read(), seed, start ?? new DateTime(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc), Encoding.UTF8.GetBytes, days).Write(stream);
        return stream.ToArray();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
