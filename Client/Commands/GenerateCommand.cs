using System.CommandLine;
using System.Diagnostics;
using System.IO.Compression;
using LlmWorkload.Generation;
using LlmWorkload.Output;
using LlmWorkload.Reading;
using LlmWorkload.Scopes;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl generate --rows N …</c></summary>
internal static class GenerateCommand
{
    private static readonly Option<long> Rows = NumberOption.Create("--rows", "Rows", 100_000L);
    private static readonly Option<int> Users = NumberOption.Create("--users", "Users", 1_000);
    private static readonly Option<int> Models = NumberOption.Create("--models", "Models", 50);
    private static readonly Option<double> Days = NumberOption.Create(
        "--days", "Days that the log spans; of a pool, so many of its first days", 30.0);
    private static readonly Option<ulong> Seed = NumberOption.Create("--seed", "The same seed gives the same bytes", 1UL);
    private static readonly Option<bool> Rich = new("--rich")
    {
        Description = "Conversations and failures: with cached tokens, instance, session, status, queue time, cost and label",
    };

    private static readonly Option<ScopeInstant?> Start = new("--start")
    {
        Description = "When the log begins: an instant such as 2025-09-01T22:15:00Z, or a date (default: 2025-01-06)",
        HelpName = "INSTANT",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (InstantText.Parse(text) is { IsOffset: false } instant) return instant;
            result.AddError($"--start is '{text}'; expected an instant such as 2025-09-01T22:15:00Z, or a date.");
            return null;
        },
    };

    private static readonly Option<string?> FromPool = new("--from-pool")
    {
        Description = "Write what the clients of this pool send: a folder that export servegen wrote, or one of ServeGen's data",
        HelpName = "DIR",
    };

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
            "llmwl generate --rows 1000 | head",
            "llmwl generate --from-pool ServeGen/data/reason/deepseek-r1 --days 1 -o r1.csv.gz")
        {
            Rows, Users, Models, Days, Start, Seed, Rich, FromPool, File,
        };
        CommonOptions.NotEmpty(File);
        CommonOptions.NotEmpty(FromPool);
        command.Validators.Add(result =>
        {
            if (result.GetResult(FromPool) is not { Implicit: false }) return;
            foreach (var option in (Option[])[Rows, Users, Models, Rich])
            {
                if (result.GetResult(option) is { Implicit: false })
                    result.AddError($"--from-pool and {option.Name} are both given; a pool has its own requests.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(FromPool) is { } pool)
            {
                return await PoolGenerateStep.RunAsync(
                    parsed, pool, parsed.GetValue(File), parsed.GetValue(Seed), Begin(parsed), DaysOfPool(parsed),
                    cancellationToken);
            }

            var options = new GeneratorOptions
            {
                Rows = parsed.GetValue(Rows),
                Users = parsed.GetValue(Users),
                Models = parsed.GetValue(Models),
                Days = parsed.GetValue(Days),
                Seed = parsed.GetValue(Seed),
                Rich = parsed.GetValue(Rich),
                Start = Begin(parsed),
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
                await AtomicFile.WriteAsync(Path.GetFullPath(path), stream => Task.Run(
                    () => Write(stream, path, log => generator.Write(log, Tell, cancellationToken))));
                return 0;

                void Tell(long rows)
                {
                    if (bar is not null) (bar.Value, bar.Description) = ((double)rows / options.Rows, $"generate {rows:N0} rows");
                }
            });
            var names = NamesFile(path);
            await AtomicFile.WriteAsync(Path.GetFullPath(names), generator.Names());
            if (!parsed.GetValue(CommonOptions.Quiet))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"{names}: names of the models, for --models {names}");
                await parsed.InvocationConfiguration.Error.WriteLineAsync(
                    $"{path}: {InvariantText.Count(options.Rows, "row")} in {clock.Elapsed.TotalSeconds:0.00} s "
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

    /// <summary>Writes a log into a stream, zipped where the path of its file says so.</summary>
    public static void Write(Stream stream, string path, Action<Stream> write)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            write(stream);
            return;
        }

        using var zipped = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
        write(zipped);
    }

    private static double? DaysOfPool(ParseResult parsed)
    {
        if (parsed.GetResult(Days) is not { Implicit: false }) return null;
        new GeneratorOptions { Days = parsed.GetValue(Days) }.Validate();
        return parsed.GetValue(Days);
    }

    private static DateTime Begin(ParseResult parsed) => parsed.GetValue(Start) is { Ticks: var ticks }
        ? new DateTime(ticks, DateTimeKind.Utc)
        : new GeneratorOptions().Start;
}
