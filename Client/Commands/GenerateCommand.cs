using System.CommandLine;
using System.Diagnostics;
using System.IO.Compression;
using LlmWorkload.Generation;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl generate --rows N …</c></summary>
internal static class GenerateCommand
{
    private static readonly Option<long> Rows = NumberOption.Create("--rows", "Rows", 100_000L);
    private static readonly Option<int> Users = NumberOption.Create("--users", "Users", 1_000);
    private static readonly Option<int> Models = NumberOption.Create("--models", "Models", 50);
    private static readonly Option<double> Days = NumberOption.Create("--days", "Days that the log spans", 30.0);
    private static readonly Option<ulong> Seed = NumberOption.Create("--seed", "The same seed gives the same bytes", 1UL);
    private static readonly Option<bool> Rich =
        new("--rich") { Description = "Conversations and failures: with cached tokens, instance, session and status" };

    private static readonly Option<string?> File =
        new("--output", "-o")
        {
            Description = "The file; gzipped where it ends in .gz (default: stdout). Beside it, NAME.models.json has the models' names",
            HelpName = "FILE",
        };

    public static Command Build()
    {
        var command = new ExampleCommand(
            "generate",
            "Write a realistic request log.",
            "llmwl generate --rows 1000000 --users 10000 --models 240 -o requests.csv.gz",
            "llmwl generate --rows 1000 | head")
        {
            Rows, Users, Models, Days, Seed, Rich, File,
        };
        CommonOptions.NotEmpty(File);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new GeneratorOptions
            {
                Rows = parsed.GetValue(Rows),
                Users = parsed.GetValue(Users),
                Models = parsed.GetValue(Models),
                Days = parsed.GetValue(Days),
                Seed = parsed.GetValue(Seed),
                Rich = parsed.GetValue(Rich),
            };
            options.Validate();
            var generator = new LogGenerator(options);
            var clock = Stopwatch.StartNew();
            if (parsed.GetValue(File) is not { } path)
            {
                await using var output = BrokenPipe.StandardOutput();
                generator.Write(output, null, cancellationToken);
                return 0;
            }

            OutputFolder.CheckFile("--output", path);
            AtomicFile.RemoveAbandoned([Path.GetFullPath(path)]);
            await ProgressBar.RunAsync(parsed, "generate", async bar =>
            {
                await AtomicFile.WriteAsync(Path.GetFullPath(path), stream => Task.Run(() => Write(generator, stream, path, rows =>
                {
                    if (bar is not null) (bar.Value, bar.Description) = ((double)rows / options.Rows, $"generate {rows:N0} rows");
                }, cancellationToken)));
                return 0;
            });
            var names = NamesFile(path);
            await AtomicFile.WriteAsync(Path.GetFullPath(names), generator.Names());
            if (!parsed.GetValue(CommonOptions.Quiet))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"{names}: names of the models, for --models {names}");
                await parsed.InvocationConfiguration.Error.WriteLineAsync(
                    $"{path}: {options.Rows:N0} rows in {clock.Elapsed.TotalSeconds:0.00} s "
                        + $"({options.Rows / clock.Elapsed.TotalSeconds:N0} rows/s)");
            }

            return 0;
        });
        return command;
    }

    /// <summary>Where the names of a log's models go: <c>log.models.json</c> beside <c>log.csv</c> or <c>log.csv.gz</c>.</summary>
    private static string NamesFile(string path)
    {
        var name = Path.GetFileName(path);
        foreach (var ending in (string[])[".gz", ".csv"])
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) name = name[..^ending.Length];
        }

        return Path.Combine(Path.GetDirectoryName(path) ?? "", $"{name}.models.json");
    }

    private static void Write(
        LogGenerator generator, Stream stream, string path, Action<long> progress, CancellationToken cancellationToken)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            generator.Write(stream, progress, cancellationToken);
            return;
        }

        using var zipped = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
        generator.Write(zipped, progress, cancellationToken);
    }
}
