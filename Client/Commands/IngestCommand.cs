using System.CommandLine;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Output;
using Spectre.Console;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl ingest FILE…</c></summary>
internal static class IngestCommand
{
    private static readonly Option<bool> Follow = new("--follow")
    {
        Description = "Read on as the files grow, and as others take their places, until it is interrupted; needs --dataset",
    };

    private static readonly Option<double> CommitEvery = NumberOption.Create(
        "--commit-every", "Seconds that what is written to a followed file waits at most before it is stored", 10.0, 0.1, 3_600, "SECONDS");

    public static Command Build()
    {
        var options = new IngestOptions();
        var command = new ExampleCommand(
            "ingest",
            "Bring request logs into a dataset, every row exactly once.",
            "llmwl ingest january.csv.gz february.csv.gz --dataset winter",
            "llmwl ingest logs/ --models names.json --format json",
            "llmwl ingest /var/log/gateway/requests.jsonl --dataset live --follow");
        options.AddTo(command);
        command.Options.Add(FormatOption.ResultsAndLogs);
        command.Options.Add(Follow);
        command.Options.Add(CommitEvery);
        Follow.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>() && result.GetResult(CommonOptions.Dataset) is null or { Implicit: true })
                result.AddError("--follow needs --dataset: what is followed outlives the names of its files.");
        });
        CommitEvery.Validators.Add(result =>
        {
            if (!result.Implicit && result.GetResult(Follow)?.GetValueOrDefault<bool>() != true)
                result.AddError("--commit-every needs --follow.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = options.Request(parsed);
            await using var session = await Session.OpenAsync(parsed, cancellationToken, onlyWrites: true);
            if (parsed.GetValue(Follow))
            {
                await FollowAsync(session, request, parsed, cancellationToken);
                return 0;
            }

            var result = await IngestStep.RunAsync(
                session, request, parsed, options.ForceRecompute(parsed), cancellationToken, modelNarrows: false);
            await IngestStep.TellRejectedAsync(session, result);
            Print(session, result);
            return 0;
        });
        return command;
    }

    // Ends when it is interrupted, which is told as for any ingestion.
    private static Task FollowAsync(Session session, IngestRequest request, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (request.Found.Count > 0 || request.LeftOut.Count > 0)
            throw new WorkloadException("--follow takes files and no folders.") { IsInput = true };
        return ProgressBar.RunAsync(parsed, "follow", async bar =>
        {
            if (bar is not null) bar.IsIndeterminate = true;
            var follower = new LogFollower(
                async (pass, stop) =>
                {
                    await using var silos = session.ConnectToSilos(stop);
                    return await new LogIngestor(session.Grains, silos, Tell).IngestAsync(pass, null, stop);
                },
                () => session.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(request.Dataset!)).DescribeAsync(),
                TimeProvider.System,
                Tell);
            await follower.RunAsync(
                request, TimeSpan.FromSeconds(parsed.GetValue(CommitEvery)), new Reporter(bar, session), cancellationToken);
            return 0;

            void Tell(string note)
            {
                if (bar is null) session.Note(note);
                else bar.Description = Printable.Line(note).EscapeMarkup();
            }
        });
    }

    private static void Print(Session session, IngestResult result)
    {
        var catalog = result.Catalog;
        var files = new ResultTable(
            $"Dataset {catalog.Name}",
            ["file", "rows", "rejected"],
            [.. catalog.Files.Select(file => new object?[] { file.Name, file.Rows, file.Rejected.Values.Sum() })]);
        session.Print(
            () => JsonText.Object(json =>
            {
                json.WriteString("dataset", catalog.Name);
                json.WriteNumber("rows", catalog.Rows);
                json.WriteNumber("added_rows", result.AddedRows);
                json.WriteNumber("models", catalog.Models.Count);
                json.Instant("first", catalog.First);
                json.Instant("last", catalog.Last);
                json.Files(catalog);
            }),
            files,
            files);
    }

    // A terminal shows how far it is; a file gets a line a commit.
    private sealed class Reporter(ProgressTask? bar, Session session) : IProgress<FollowProgress>
    {
        private long _commits;

        public void Report(FollowProgress value)
        {
            if (bar is not null) bar.Description = $"follow {value.Words()}";
            else if (value.Commits > _commits) session.Note($"Followed: {value.Words()}.");
            _commits = value.Commits;
        }
    }
}
