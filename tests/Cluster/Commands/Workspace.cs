using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace LlmWorkload.Tests.Commands;

/// <summary>A temporary folder with logs, a state folder and an output folder.</summary>
public sealed class Workspace : IDisposable
{
    public const string Header = "chute_id,function_name,user_id,started_at,completed_at,input_tokens,output_tokens,ttft";

    private static readonly DateTime Start = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    public Workspace() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"llmwl-commands-{Guid.NewGuid():N}");

    public string State => Path.Combine(Root, "state");

    public string Figures => Path.Combine(Root, "figures");

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, params string[] lines) =>
        Write(name, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    public static byte[] Gzip(byte[] content)
    {
        var zipped = new MemoryStream();
        using (var stream = new GZipStream(zipped, CompressionLevel.Fastest)) stream.Write(content);
        return zipped.ToArray();
    }

    /// <summary>A log with one row a model, ten seconds apart.</summary>
    public string WriteModels(string name, params IEnumerable<string> models) => Write(
        name,
        [Header, .. models.Select(
            (model, i) =>
            $"\"{model.Replace("\"", "\"\"")}\",chat,u{i},{Start.AddSeconds(10 * i):yyyy-MM-dd HH:mm:ss},,{i + 1},{i + 2},0.1")]);

    public Task<CommandRun> AnalyzeAsync(string log, params string[] more) =>
        CommandRun.OfAsync(["analyze", log, "--storage", "Memory", "--output", Figures, "--partitions", "2", .. more]);

    /// <summary>Every file below the output folder, relative to it.</summary>
    public IReadOnlyList<string> Written() =>
        [.. Directory.EnumerateFiles(Figures, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Figures, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The root's summary.</summary>
    public JsonElement Summary() => Json("summary.json");

    public JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Figures, file)));
        return document.RootElement.Clone();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
