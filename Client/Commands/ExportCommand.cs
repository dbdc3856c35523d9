using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO.Compression;
using LlmWorkload.Datasets;
using LlmWorkload.Export;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl export FORMAT [FILE…] --out PATH</c></summary>
internal static class ExportCommand
{
    private const int LeastKeyBytes = 16;
    private const string StandardOutput = "-";

    private static readonly string[] OtherCompression = [".bz2", ".xz", ".zip", ".7z", ".lz4"];

    private static readonly Argument<string> Format = new("FORMAT")
    {
        Description = $"What is written: {string.Join("; ", ExportFormats.All.Select(format => $"{format.Name} ({format.Sentence})"))}; "
            + $"{ServeGen.Name} ({ServeGen.Sentence})",
    };

    private static readonly Option<string> Out = new("--out", "-o", "--output")
    {
        Description = "The file, compressed where its name ends in .gz or .zst; - for standard output. For servegen a folder",
        HelpName = "PATH",
        Required = true,
    };

    private static readonly Option<double> SpeedUp = NumberOption.Create(
        "--speed-up", "How many times closer together requests come", 1.0, 1e-6, 1e6, "X");

    private static readonly Option<double> SampleUsers = NumberOption.Create(
        "--sample-users", "Keep this share of the users, with all of their requests: the same users each time", 1.0, 0, 1, "F");

    private static readonly Option<string?> Anonymise = new("--anonymise")
    {
        Description = "Replace ids of users, sessions, instances and labels by their hash with the key in this file. Without the key "
            + "nobody can tell which id it was",
        HelpName = "KEYFILE",
    };

    /// <summary>Whether CSV is written as what was asked for.</summary>
    public static bool WritesCsv(SymbolResult result) =>
        result.GetResult(Format) is { Tokens: [{ Value: var name }] } && ExportFormats.Find(name) is RequestsCsv;

    public static Command Build()
    {
        var ingest = new IngestOptions(filesAreOptional: true, narrows: true);
        var command = new ExampleCommand(
            "export",
            "Write the requests of a dataset, or of logs, in another form: by start, in a stream.",
            "llmwl export requests-csv --dataset winter --out winter.csv.gz",
            "llmwl export vllm requests.csv.gz --out trace.jsonl --speed-up 10",
            "llmwl export requests-jsonl logs/ --out - --sample-users 0.1 --anonymise key.txt | head",
            "llmwl export servegen requests.csv.gz --model llama --out ServeGen/data");
        command.Arguments.Add(Format);
        foreach (var option in (Option[])[Out, SpeedUp, SampleUsers, Anonymise]) command.Options.Add(option);
        PoolOptions.AddTo(command, WritesPool, SpeedUp, SampleUsers);
        ingest.AddTo(command);
        command.Options.Add(FormatOption.ResultsAndLogs);
        string[] names = [.. ExportFormats.All.Select(each => each.Name), ServeGen.Name];
        Format.CompletionSources.Add(names);
        Format.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && !names.Contains(name))
                result.AddError($"FORMAT is '{name}'{UnknownWords.Nearest(name, names)}; expected one of {string.Join(", ", names)}.");
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, ingest, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, IngestOptions ingest, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Out)!;
        var format = ExportFormats.Find(parsed.GetValue(Format)!);
        Check(path, format);

        var key = parsed.GetValue(Anonymise) is { } file ? ReadKey(file) : null;
        var request = ingest.RequestOrNull(parsed);
        if (request?.Files.Any(log => IsSame(log, path)) == true)
            throw new WorkloadException($"--out is '{path}', which is one of the logs; expected another file.") { IsInput = true };
        await using var session = await Session.OpenAsync(parsed, cancellationToken);
        var ingested = request is null
            ? null
            : await IngestStep.RunAsync(session, request, parsed, ingest.ForceRecompute(parsed), cancellationToken);
        if (ingested is not null) await IngestStep.TellRejectedAsync(session, ingested);
        var catalog = await session.NarrowAsync(
            ingested?.Catalog ?? await session.FindDatasetAsync(), ingest.Scope(parsed, ingested?.Files ?? []));
        if (catalog.Rows == 0) throw new WorkloadException($"The dataset '{catalog.Name}' has no rows.") { IsInput = true };
        if (format is null)
        {
            await PoolExportStep.RunAsync(session, parsed, catalog, path, key, cancellationToken);
            return 0;
        }

        var stream = await RowStream.OpenAsync(session.Grains, catalog);
        var exporter = new Exporter(
            stream, catalog, format, () => new RowTransform((decimal)parsed.GetValue(SpeedUp), Share(parsed), key),
            parsed.GetValue(CommonOptions.SpreadsheetSafe));
        var blockSize = exporter.BlockSize(ingest.BlockSize(parsed));
        var result = await ProgressBar.RunAsync(parsed, "export", bar => WriteAsync(path, output =>
            exporter.WriteAsync(output, blockSize, bar is null ? null : share => bar.Value = share, cancellationToken)));
        Print(session, catalog, format, path, result);
        return 0;
    }

    private static bool WritesPool(SymbolResult result) => result.GetResult(Format) is { Tokens: [{ Value: ServeGen.Name }] };

    private static void Check(string path, IExportFormat? format)
    {
        if (format is null && path == StandardOutput)
            throw new WorkloadException($"--out is '-', and {ServeGen.Name} is a folder of files; expected a folder.") { IsInput = true };
        if (format is null) OutputFolder.CheckFolder("--out", path);
        if (format is null || path == StandardOutput) return;
        OutputFolder.CheckFile("--out", path);
        CheckEnding(path, format);
    }

    // Whoever gives a file the ending of another form would be misled by it.
    private static void CheckEnding(string path, IExportFormat format)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        if (OtherCompression.Contains(ending))
            throw new WorkloadException($"--out is '{path}', and files are compressed as .gz or .zst alone.") { IsInput = true };
        if (ending is ".gz" or ".zst") ending = Path.GetExtension(Path.GetFileNameWithoutExtension(path)).ToLowerInvariant();
        if (ending != format.Extension && ExportFormats.All.Any(other => other.Extension == ending))
        {
            throw new WorkloadException(
                $"--out is '{path}', and {format.Name} is not written as {ending}; expected {format.Extension}, or another ending.")
            { IsInput = true };
        }
    }

    private static bool IsSame(string log, string path) =>
        string.Equals(AtomicFile.TargetOf(Path.GetFullPath(log)), AtomicFile.TargetOf(Path.GetFullPath(path)), StringComparison.Ordinal);

    private static double? Share(ParseResult parsed) =>
        parsed.GetResult(SampleUsers) is { Implicit: false } ? parsed.GetValue(SampleUsers) : null;

    private static async Task<ExportResult> WriteAsync(string path, Func<Stream, Task<ExportResult>> write)
    {
        if (path == StandardOutput)
        {
            await using var output = BrokenPipe.StandardOutput();
            return await write(output);
        }

        ExportResult? result = null;
        AtomicFile.RemoveAbandoned([Path.GetFullPath(path)]);
        await AtomicFile.WriteAsync(Path.GetFullPath(path), async file =>
        {
            await using var output = Compressed(file, path);
            result = await write(output);
        });
        return result!;
    }

    private static Stream Compressed(Stream file, string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".GZ" => new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true),
        ".ZST" => new ZstdSharp.CompressionStream(file, leaveOpen: true),
        _ => file,
    };

    private static byte[] ReadKey(string path)
    {
        byte[] key;
        if (path.Length == 0) throw new WorkloadException("--anonymise is empty; expected a file with a key.") { IsInput = true };
        try
        {
            key = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkloadException(
                $"--anonymise: there is no file '{path}'; expected one with a key, for instance of 'head -c 32 /dev/urandom'.", failure)
            { IsInput = true };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WorkloadException($"--anonymise: {failure.Message}", failure) { IsInput = true };
        }

        return key.Length >= LeastKeyBytes ? key : throw new WorkloadException(
            $"--anonymise: {path} has {key.Length} bytes; expected a key of {LeastKeyBytes} or more, for instance of "
                + "'head -c 32 /dev/urandom'.")
        { IsInput = true };
    }

    private static void Print(Session session, DatasetCatalog catalog, IExportFormat format, string path, ExportResult result)
    {
        var command = format.ReplayCommand(path, result.Rows, result.Context);
        var leftOut = string.Join(", ", result.LeftOut.Select(
            reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Value:N0} {reason.Key}")));
        if (leftOut.Length > 0) session.Note($"Left out: {leftOut}");
        if (result.Note is { } note) session.Note(note);
        if (path != StandardOutput) Print(session, catalog, format, path, result, command);
        if (command is not null) session.Note($"Replay: {command}");
    }

    private static void Print(
        Session session, DatasetCatalog catalog, IExportFormat format, string path, ExportResult result, string? command)
    {
        var table = new ResultTable(
            $"Export of {catalog.Name}", ["format", "path", "rows", "left_out"],
            [[format.Name, path, result.Rows, result.LeftOut.Values.Sum()]]);
        session.Print(
            () => JsonText.Object(json =>
            {
                json.WriteString("dataset", catalog.Name);
                json.WriteString("format", format.Name);
                json.WriteString("path", path);
                json.WriteNumber("rows", result.Rows);
                json.WriteStartObject("left_out");
                foreach (var (reason, rows) in result.LeftOut) json.WriteNumber(reason, rows);
                json.WriteEndObject();
                json.WriteString("replay", command);
            }),
            table,
            table);
    }
}
