using System.CommandLine;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Datasets;
using LlmWorkload.Generation;
using LlmWorkload.Hosting;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>queries --rows N</c>: how long repeated questions take, in this process and through a gateway, and the first one after a restart.
/// </summary>
internal static class QueriesCommand
{
    private const string Dataset = "queries";

    public static Command Build()
    {
        var rows = new Option<long>("--rows") { DefaultValueFactory = _ => 10_000_000, Description = "Rows of the log" };
        var calls = CountOption.Create("--calls", 5_000, "Calls of each warm question");
        var runs = CountOption.Create("--runs", 3, "Restarts for each cold question");
        var log = new LogOptions();
        var command = new Command(
            "queries", "Asks an ingested log: warm and after a restart, embedded and through the gateway of a silo.") { rows, calls, runs };
        log.AddTo(command);
        command.SetAction(
            async parsed => await RunAsync(log.Of(parsed, parsed.GetValue(rows)), parsed.GetValue(calls), parsed.GetValue(runs)));
        return command;
    }

    private static async Task RunAsync(GeneratorOptions options, int calls, int runs)
    {
        using var log = new GeneratedLog(options);
        Console.WriteLine(log.Describe());
        var state = log.At("state");
        Measured.Note("ingest", await ClientRun.IngestAsync(log.Path, state, Dataset));
        File.Delete(log.Path);

        var questions = await PrintWarmAsync(state, calls);
        await PrintColdAsync(questions, state, runs);
    }

    private static async Task<IReadOnlyList<Question>> PrintWarmAsync(string state, int calls)
    {
        IReadOnlyList<Question> questions;
        IReadOnlyList<Latencies> embedded, remote;
        await using (var connection = await WorkloadConnection.OpenAsync(new ConnectionOptions { State = state }, CancellationToken.None))
        {
            questions = await Question.AllAsync(connection.Grains, Dataset);
            embedded = await Latencies.MeasureAsync(questions, connection.Grains, calls);
        }

        await using (var silo = await SiloProcess.StartAsync(state))
        {
            await using var connection = await ConnectAsync(silo);
            remote = await Latencies.MeasureAsync(questions, connection.Grains, calls);
        }

        var table = new AlignedTable("warm", "embedded p50 ms", "p99 ms", "gateway p50 ms", "p99 ms");
        for (var i = 0; i < questions.Count; i++)
        {
            double[] cells = [embedded[i].P50, embedded[i].P99, remote[i].P50, remote[i].P99];
            table.Add([questions[i].Name, .. cells.Select(cell => AlignedTable.Number(cell, 3))]);
        }

        table.Print(Console.Out);
        return questions;
    }

    // The silo is new for every question, so that no other question has read what this one needs. The connection is open when the clock
    // starts. Forgetting drops the answers to all questions: those that are kept are all asked before.
    private static async Task PrintColdAsync(IReadOnlyList<Question> questions, string state, int runs)
    {
        List<List<double>> kept = [], computed = [];
        foreach (var question in questions) kept.Add(await FirstAsync(question, state, runs, forget: false));
        foreach (var question in questions) computed.Add(await FirstAsync(question, state, runs, forget: true));

        var table = new AlignedTable("first after a restart", "answer kept, ms", "slowest", "answer computed, ms", "slowest");
        for (var i = 0; i < questions.Count; i++)
        {
            double[] cells = [Median.Of(kept[i]), kept[i].Max(), Median.Of(computed[i]), computed[i].Max()];
            table.Add([questions[i].Name, .. cells.Select(cell => AlignedTable.Number(cell, 1))]);
        }

        table.Print(Console.Out);
    }

    private static async Task<List<double>> FirstAsync(Question question, string state, int runs, bool forget)
    {
        var milliseconds = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            if (forget) await ForgetAsync(state);
            milliseconds.Add(await FirstAsync(question, state));
        }

        Console.Error.WriteLine(
            $"{question.Name}, answer {(forget ? "computed" : "kept")}: {string.Join(", ", milliseconds.Select(each => $"{each:0.0}"))} "
            + "ms");
        return milliseconds;
    }

    private static async Task<double> FirstAsync(Question question, string state)
    {
        await using var silo = await SiloProcess.StartAsync(state);
        await using var connection = await ConnectAsync(silo);
        return await Latencies.OnceAsync(question, connection.Grains);
    }

    // Computed answers are dropped; the rows stay.
    private static async Task ForgetAsync(string state)
    {
        await using var silo = await SiloProcess.StartAsync(state);
        await using var connection = await ConnectAsync(silo);
        await connection.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(Dataset)).ForgetAsync();
    }

    private static Task<WorkloadConnection> ConnectAsync(SiloProcess silo) =>
        WorkloadConnection.OpenAsync(new ConnectionOptions { Cluster = silo.Gateway }, CancellationToken.None);
}
