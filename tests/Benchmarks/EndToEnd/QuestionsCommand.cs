using System.CommandLine;
using System.Diagnostics;
using DuckDB.NET.Data;
using LlmWorkload.Analyses;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Datasets;
using LlmWorkload.Generation;
using LlmWorkload.Hosting;
using LlmWorkload.Questions;
using LlmWorkload.Scopes;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>questions --rows N</c>: parts of the rows, series and a comparison, through the gateway of a silo, beside DuckDB over its own table.
/// </summary>
internal static class QuestionsCommand
{
    private const string Dataset = "questions";
    private const string Middle = "2025-01-21";

    private static readonly DateTime Start = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    public static Command Build()
    {
        var rows = new Option<long>("--rows") { DefaultValueFactory = _ => 10_000_000, Description = "Rows of the log" };
        var runs = CountOption.Create("--runs", 5, "Runs of each question");
        var log = new LogOptions();
        var command = new Command("questions", "Asks for parts of the rows, series and a comparison, beside DuckDB.") { rows, runs };
        log.AddTo(command);
        command.SetAction(async parsed => await RunAsync(log.Of(parsed, parsed.GetValue(rows)), parsed.GetValue(runs)));
        return command;
    }

    private static async Task RunAsync(GeneratorOptions options, int runs)
    {
        using var log = new GeneratedLog(options);
        Console.WriteLine(log.Describe());
        var state = log.At("state");
        Measured.Note("ingest", await ClientRun.IngestAsync(log.Path, state, Dataset));
        List<double> scoped, again, series, kept;
        IReadOnlyList<CatalogModel> models;
        await using (var silo = await SiloProcess.StartAsync(state))
        {
            await using var connection = await WorkloadConnection.OpenAsync(
                new ConnectionOptions { Cluster = silo.Gateway }, CancellationToken.None);
            models = (await connection.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(Dataset)).DescribeAsync())!.Models;

            // What is asked once before is read from storage, as in a silo that has been asked for a while.
            await connection.Grains.GetGrain<IQuestionsGrain>(0).ModelsAsync(Dataset, int.MaxValue);
            scoped = await TimesAsync(runs, run => ModelOfDayAsync(connection.Grains, models[run % 8], run));
            again = await TimesAsync(runs, run => ModelOfDayAsync(connection.Grains, models[run % 8], run));
            series = await TimesAsync(runs, run => SeriesAsync(connection.Grains, run));
            kept = await TimesAsync(runs, _ => SeriesAsync(connection.Grains, runs - 1));
        }

        Console.Error.WriteLine("DuckDB reads the log");
        using var peer = new DuckDBConnection("DataSource=:memory:");
        peer.Open();
        Query(peer, $"SET threads = {Environment.ProcessorCount}");
        Query(peer, Table(log.Path));
        var peerScoped = await TimesAsync(runs, run => Task.Run(() => Query(peer, OfDay(models[run % 8].Id, run))));
        var peerSeries = await TimesAsync(Math.Min(runs, 2), _ => Task.Run(() => Query(peer, Series(models.Take(10)))));

        var table = new AlignedTable("question", "llmwl ms", "slowest", "DuckDB ms", "DuckDB / llmwl");
        Add(table, "one model, one day, a new scope", scoped, peerScoped);
        Add(table, "the same again", again, null);
        Add(table, "720 hours by model, all distributions", series, peerSeries);
        Add(table, "the same again", kept, null);
        table.Print(Console.Out);
        Measured.Note("compare two halves", await ClientRun.CompareAsync(state, Dataset, Middle, log.At("compared")));
    }

    private static void Add(AlignedTable table, string name, List<double> ours, List<double>? theirs) => table.Add(
    [
        name, AlignedTable.Number(Median.Of(ours), 1), AlignedTable.Number(ours.Max(), 1),
        theirs is null ? "" : AlignedTable.Number(Median.Of(theirs), 1),
        theirs is null ? "" : AlignedTable.Number(Median.Of(theirs) / Median.Of(ours), 2),
    ]);

    private static async Task<List<double>> TimesAsync(int runs, Func<int, Task> ask)
    {
        var milliseconds = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var clock = Stopwatch.StartNew();
            await ask(run);
            milliseconds.Add(clock.Elapsed.TotalMilliseconds);
        }

        return milliseconds;
    }

    private static Task ModelOfDayAsync(IGrainFactory grains, CatalogModel model, int day) => grains.GetGrain<IQuestionsGrain>(0).ModelAsync(
        Dataset, model.Id, Scope.All with { From = At(day), To = At(day + 1), Models = [model.Id] });

    // Another number of groups makes another question, of which nothing is known.
    private static Task SeriesAsync(IGrainFactory grains, int run) => grains.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(Dataset, "series"))
        .RunAsync(new AnalysisOptions { EverySeconds = 3_600, By = "model", Groups = 10 - run });

    private static ScopeInstant At(int day) => new(Start.AddDays(day).Ticks, false);

    private static string Table(string file) =>
        $"""
        CREATE TABLE log AS
        SELECT chute_id, user_id, started_at, input_tokens, output_tokens, ttft,
               (epoch_us(completed_at) - epoch_us(started_at)) / 1e6 AS e2e,
               CASE WHEN output_tokens > 1 AND ttft > 0 AND (epoch_us(completed_at) - epoch_us(started_at)) / 1e6 > ttft
                    THEN ((epoch_us(completed_at) - epoch_us(started_at)) / 1e6 - ttft) / (output_tokens - 1) END AS tpot
        FROM read_csv('{file.Replace("'", "''")}', header = true, columns = @@
          'invocation_id': 'VARCHAR', 'chute_id': 'VARCHAR', 'function_name': 'VARCHAR', 'user_id': 'VARCHAR', 'started_at': 'TIMESTAMP',
          'completed_at': 'TIMESTAMP', 'input_tokens': 'BIGINT', 'output_tokens': 'BIGINT', 'ttft': 'DOUBLE'@);
        """.Replace("@@", "{").Replace("@", "}");

    private static string OfDay(string model, int day) =>
        $"""
        SELECT count(*), count(DISTINCT user_id), min(started_at), max(started_at), sum(input_tokens), sum(output_tokens),
               {string.Join(", ", ((string[])["input_tokens", "output_tokens", "ttft", "e2e"]).Select(column =>
                   $"quantile_cont({column}, [.01, .05, .1, .25, .5, .75, .9, .95, .99, .999]), avg({column}), stddev_pop({column})"))}
        FROM log WHERE chute_id = '{model}' AND started_at >= '{Start.AddDays(day):yyyy-MM-dd}'
          AND started_at < '{Start.AddDays(day + 1):yyyy-MM-dd}';
        """;

    private static string Series(IEnumerable<CatalogModel> models)
    {
        var numbers = "count(*), count(DISTINCT user_id), count(DISTINCT chute_id), sum(input_tokens), sum(output_tokens), "
            + string.Join(", ", ((string[])["ttft", "tpot", "e2e", "input_tokens", "output_tokens"]).Select(
                column => $"quantile_cont({column}, [.5, .9, .95, .99]), avg({column}), max({column})"));
        var named = string.Join(", ", models.Select(model => $"'{model.Id}'"));
        return $"""
            CREATE OR REPLACE TEMP TABLE series AS
            SELECT NULL AS model, date_trunc('hour', started_at) AS hour, {numbers} FROM log GROUP BY ALL
            UNION ALL
            SELECT CASE WHEN chute_id IN ({named}) THEN chute_id ELSE 'others' END AS model, date_trunc('hour', started_at) AS hour, {numbers}
            FROM log GROUP BY ALL;
            """;
    }

    private static void Query(DuckDBConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
        }
    }
}
