using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Generation;
using LlmWorkload.Kernels;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>service --rows N --clients N --seconds N</c>: many clients ask a silo over HTTP what it keeps: alone, while another log is ingested,
/// and while somebody asks what it has to compute. Clients and silo share the machine.
/// </summary>
internal static class ServiceCommand
{
    private const string Dataset = "service";
    private const string Other = "other";

    private static readonly TimeSpan BetweenColdQuestions = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(10);

    public static Command Build()
    {
        var rows = new Option<long>("--rows") { DefaultValueFactory = _ => 5_000_000, Description = "Rows of the log" };
        var clients = CountOption.Create("--clients", 200, "Clients at once");
        var seconds = CountOption.Create("--seconds", 60, "Seconds of each part");
        var log = new LogOptions();
        var command = new Command("service", "Asks a silo over HTTP, with many clients at once.") { rows, clients, seconds };
        log.AddTo(command);
        command.SetAction(async parsed => await RunAsync(
            log.Of(parsed, parsed.GetValue(rows)), parsed.GetValue(clients), TimeSpan.FromSeconds(parsed.GetValue(seconds))));
        return command;
    }

    private static async Task<int> RunAsync(GeneratorOptions options, int clients, TimeSpan time)
    {
        using var log = new GeneratedLog(options);
        Console.WriteLine(log.Describe());
        var file = Path.GetFileName(log.Path);
        await using var silo = await SiloProcess.StartAsync(log.At("state"), Path.GetDirectoryName(log.Path)!);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients + 2 })
        {
            BaseAddress = new Uri(silo.Http, "api/v1/"),
            Timeout = LongestAnswer,
        };
        await IngestAsync(http, Dataset, file);
        var questions = await QuestionsAsync(http);
        foreach (var question in questions) (await http.GetAsync(question)).EnsureSuccessStatusCode();

        var table = new AlignedTable("kept answers", "requests/s", "p50 ms", "p99 ms", "p99.9 ms", "errors", "peak MB of the silo");
        var errors = 0L;
        await MeasureAsync("alone", _ => Task.CompletedTask);
        await MeasureAsync("while a log is ingested", async stop =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number++) await IngestAsync(http, $"{Other}{number}", file);
        });
        await MeasureAsync("while others ask anew", stop => AskAnewAsync(http, stop));
        table.Print(Console.Out);
        return errors == 0 ? 0 : 1;

        async Task MeasureAsync(string name, Func<CancellationToken, Task> beside)
        {
            using var end = new CancellationTokenSource(time);
            var other = beside(end.Token);
            var asked = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => AskAsync(http, questions, client, end.Token)));
            await other;
            var milliseconds = asked.SelectMany(each => each.Milliseconds).Order().ToArray();
            var failed = asked.Sum(each => each.Failed);
            errors += failed;
            table.Add(
                name, AlignedTable.Number(milliseconds.Length / time.TotalSeconds), Quantile(0.5), Quantile(0.99), Quantile(0.999),
                AlignedTable.Number(failed), AlignedTable.Number(ProcessUsage.Of(silo.Id)!.Value.PeakMegabytes));

            string Quantile(double p) => AlignedTable.Number(Quantiles.OfSorted(milliseconds, p), 1);
        }
    }

    // Each client asks the questions in turn, beginning at another one.
    private static async Task<(List<double> Milliseconds, long Failed)> AskAsync(
        HttpClient http, string[] questions, int client, CancellationToken end)
    {
        var milliseconds = new List<double>();
        var failed = 0L;
        for (var number = client; !end.IsCancellationRequested; number++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(questions[number % questions.Length], CancellationToken.None);
            await answer.Content.CopyToAsync(Stream.Null, CancellationToken.None);
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (answer.StatusCode != HttpStatusCode.OK) failed++;
        }

        return (milliseconds, failed);
    }

    // A range that nobody has asked for is computed.
    private static async Task AskAnewAsync(HttpClient http, CancellationToken end)
    {
        for (var number = 1; !end.IsCancellationRequested; number++)
        {
            var from = string.Create(CultureInfo.InvariantCulture, $"+{number}m");
            var question = $"datasets/{Dataset}/summary?from={Uri.EscapeDataString(from)}";
            (await http.GetAsync(question, CancellationToken.None)).EnsureSuccessStatusCode();
            await Task.Delay(BetweenColdQuestions, CancellationToken.None);
        }
    }

    private static async Task<string[]> QuestionsAsync(HttpClient http)
    {
        using var models = JsonDocument.Parse(await http.GetStringAsync($"datasets/{Dataset}/models?limit=10"));
        var ids = models.RootElement.EnumerateArray().Select(model => model.GetProperty("model").GetString()!);
        return
        [
            $"datasets/{Dataset}/summary",
            $"datasets/{Dataset}/models?limit=20&sort=-tokens",
            $"datasets/{Dataset}/users?limit=20",
            $"datasets/{Dataset}/analyses/tokens",
            $"datasets/{Dataset}/series?every=1d&by=model",
            $"datasets/{Dataset}",
            .. ids.Select(id => $"datasets/{Dataset}/models/{Uri.EscapeDataString(id)}"),
        ];
    }

    private static async Task IngestAsync(HttpClient http, string dataset, string file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"datasets/{dataset}/files?path={Uri.EscapeDataString(file)}");
        request.Headers.Add("X-Llmwl", "1");
        using var accepted = (await http.SendAsync(request)).EnsureSuccessStatusCode();

        // The events end with the job.
        await http.GetStringAsync($"{accepted.Headers.Location}/events");
        using var job = JsonDocument.Parse(await http.GetStringAsync(accepted.Headers.Location));
        if (job.RootElement.GetProperty("state").GetString() != "done")
            throw new InvalidOperationException($"The job ended as {job.RootElement}.");
    }
}
