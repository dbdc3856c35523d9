using System.CommandLine;
using System.Diagnostics;
using LlmWorkload.Export;
using LlmWorkload.Generation;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl generate --from-pool DIR</c></summary>
internal static class PoolGenerateStep
{
    private const string Lacks =
        "A pool has starts and tokens alone: the log has no durations, no times to first token, and no more columns";

    /// <summary>Writes a log of what the clients of a pool send.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">The pool's folder.</param>
    /// <param name="path">The file; null for standard output.</param>
    /// <param name="seed">The seed of every random choice.</param>
    /// <param name="start">When the pool's time begins.</param>
    /// <param name="days">How many days of it are written; null for all.</param>
    /// <param name="cancellationToken">Ends it between windows.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="WorkloadException">The pool is not right.</exception>
    public static async Task<int> RunAsync(
        ParseResult parsed, string folder, string? path, ulong seed, DateTime start, double? days,
        CancellationToken cancellationToken)
    {
        if (path is not null) OutputFolder.CheckFile("--output", path);
        var clock = Stopwatch.StartNew();
        var pool = PoolReader.Read(folder);
        var log = new PoolLog(pool, seed, start, CsvText.Cell, days);
        if (path is null)
        {
            await using var output = BrokenPipe.StandardOutput();
            log.Write(output, null, cancellationToken);
        }
        else
        {
            AtomicFile.RemoveAbandoned([Path.GetFullPath(path)]);
            await ProgressBar.RunAsync(parsed, "generate", async bar =>
            {
                await AtomicFile.WriteAsync(Path.GetFullPath(path), stream => Task.Run(() => GenerateCommand.Write(
                    stream, path, zipped => log.Write(zipped, bar is null ? null : share => bar.Value = share, cancellationToken))));
                return 0;
            });
        }

        if (parsed.GetValue(CommonOptions.Quiet)) return 0;
        var error = parsed.InvocationConfiguration.Error;
        foreach (var note in pool.Notes.Append(WithoutTokens(log)).Append(Lacks).OfType<string>())
            await error.WriteLineAsync(Printable.Line(note));
        if (path is not null)
        {
            await error.WriteLineAsync(
                $"{path}: {InvariantText.Count(log.Rows, "row")} of {InvariantText.Count(pool.Clients.Count, "client")} in "
                    + $"{clock.Elapsed.TotalSeconds:0.00} s");
        }

        return 0;
    }

    private static string? WithoutTokens(PoolLog log) => log.WithoutTokens == 0
        ? null
        : $"Left out: {InvariantText.Whole(log.WithoutTokens)} windows before their client's first distribution of tokens";
}
