using System.Globalization;
using System.IO.Compression;
using LlmWorkload.Benchmarks.EndToEnd;

namespace LlmWorkload.Benchmarks.Inputs;

/// <summary>A generated log in the other ways that logs are written.</summary>
internal static class FormattedLog
{
    private const int SpansOfLine = 100;

    /// <summary>The forms of export that are measured.</summary>
    public static IReadOnlyList<string> Exports { get; } = ["requests-csv", "requests-jsonl", "requests-parquet", "vllm"];

    /// <summary>Writes the log in each way.</summary>
    /// <returns>The names of the ways, and the files.</returns>
    public static async Task<IReadOnlyList<(string Name, string File)>> WriteAsync(GeneratedLog log)
    {
        var files = new List<(string, string)> { ("CSV", log.Path) };
        await CompressAsync("CSV.gz", "log.csv.gz", stream => new GZipStream(stream, CompressionLevel.Fastest));
        await CompressAsync("CSV.zst", "log.csv.zst", stream => new ZstdSharp.CompressionStream(stream));
        var state = log.At("state");
        await ClientRun.IngestAsync(log.Path, state, "source");
        await ExportAsync("JSONL", "requests-jsonl", "log.jsonl");
        await ExportAsync("Parquet", "requests-parquet", "log.parquet");
        Directory.Delete(state, recursive: true);
        WriteSpans(log.Path, log.At("spans.json"));
        files.Add(("OTLP JSON", log.At("spans.json")));
        return files;

        async Task CompressAsync(string name, string file, Func<Stream, Stream> compress)
        {
            await using var source = File.OpenRead(log.Path);
            await using var target = compress(File.Create(log.At(file)));
            await source.CopyToAsync(target);
            files.Add((name, log.At(file)));
        }

        async Task ExportAsync(string name, string format, string file)
        {
            await ClientRun.ExportAsync(format, state, "source", log.At(file));
            files.Add((name, log.At(file)));
        }
    }

    private static void WriteSpans(string csv, string file)
    {
        using var writer = new StreamWriter(file);
        foreach (var rows in File.ReadLines(csv).Skip(1).Chunk(SpansOfLine))
        {
            writer.Write("""{"resourceSpans":[{"scopeSpans":[{"spans":[""");
            for (var i = 0; i < rows.Length; i++)
            {
                if (i > 0) writer.Write(',');
                writer.Write(Span(rows[i].Split(',')));
            }

            writer.Write("]}]}]}\n");
        }
    }

    // The columns of the generator: invocation_id, chute_id, function_name, user_id, started_at, completed_at, input_tokens,
    // output_tokens, ttft.
    private static string Span(string[] row)
    {
        var attributes = new List<string>
        {
            Text("gen_ai.operation.name", "chat"), Text("gen_ai.request.model", row[1]), Text("user.id", row[3]),
        };
        if (row[6].Length > 0) attributes.Add(Number("gen_ai.usage.input_tokens", row[6]));
        if (row[7].Length > 0) attributes.Add(Number("gen_ai.usage.output_tokens", row[7]));
        if (row[8].Length > 0) attributes.Add($$$"""{"key":"gen_ai.response.time_to_first_chunk","value":{"doubleValue":{{{row[8]}}}}}""");
        var end = row[5].Length > 0 ? $""","endTimeUnixNano":"{Nanoseconds(row[5])}" """.TrimEnd() : "";
        return $$$"""
            {"spanId":"{{{Id(row[0])}}}","name":"chat","startTimeUnixNano":"{{{Nanoseconds(row[4])}}}"{{{end}}},
            "attributes":[{{{string.Join(',', attributes)}}}]}
            """.ReplaceLineEndings("");
    }

    private static string Id(string uuid) => $"{uuid[..8]}{uuid[9..13]}{uuid[14..18]}";

    private static string Text(string key, string value) => $$$"""{"key":"{{{key}}}","value":{"stringValue":"{{{value}}}"}}""";

    private static string Number(string key, string value) => $$$"""{"key":"{{{key}}}","value":{"intValue":"{{{value}}}"}}""";

    private static long Nanoseconds(string instant) =>
        (DateTime.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
            - DateTime.UnixEpoch).Ticks * 100;
}
