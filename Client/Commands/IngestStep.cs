using System.CommandLine;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Output;
using LlmWorkload.Reading;
using Spectre.Console;

namespace LlmWorkload.Commands;

/// <summary>Ingests with a progress bar on stderr, and says what was found.</summary>
internal static class IngestStep
{
    /// <summary>Ingests.</summary>
    /// <param name="session">Where notes go.</param>
    /// <param name="request">What is ingested.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="forceRecompute">Whether computed results are dropped.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    /// <param name="tellsDoubts">Whether doubts are among the notes; not where a page follows that has them.</param>
    /// <param name="modelNarrows">Whether a model that is given narrows the rows, where a column names their models.</param>
    public static async Task<IngestResult> RunAsync(
        Session session, IngestRequest request, ParseResult parsed, bool forceRecompute, CancellationToken cancellationToken,
        bool tellsDoubts = true, bool modelNarrows = true)
    {
        var result = await IngestAsync(session, request, parsed, cancellationToken);
        if (modelNarrows && request.Reading.Model is not null) result = result with { UnusedModel = [] };
        if (forceRecompute) await session.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(result.Catalog.Name)).ForgetAsync();
        Describe(session, result, tellsDoubts);
        return result;
    }

    /// <summary>Tells the first row of the dataset that was rejected, where any was: of this ingestion if there is one.</summary>
    /// <param name="session">Where it is told.</param>
    /// <param name="result">What was ingested.</param>
    public static async Task TellRejectedAsync(Session session, IngestResult result)
    {
        if (result.Catalog.RejectedRows() == 0) return;
        if (result.FirstRejected is { } first)
        {
            session.Note($"The first of them: {first.Words}");
            return;
        }

        // What was found in a row is not kept.
        var known = await session.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(result.Catalog.Name)).RejectedAsync();
        if (known is not [var row, ..]) return;
        var expected = RejectReason.All.FirstOrDefault(reason => reason.Text == row.Reason)?.Expected;
        session.Note($"The first of them: {row.File}:{row.Line}: {row.Reason}{(expected is null ? "" : $"; expected {expected}")}. "
            + $"The row: {row.Raw}");
    }

    // A bar would overwrite what is written beside it: it shows each note itself, and they are written when it is gone.
    private static async Task<IngestResult> IngestAsync(
        Session session, IngestRequest request, ParseResult parsed, CancellationToken cancellationToken)
    {
        var shown = new List<string>();
        await using var silos = session.ConnectToSilos(cancellationToken);
        try
        {
            return await ProgressBar.RunAsync(parsed, "ingest", bar =>
            {
                return new LogIngestor(session.Grains, silos, bar is null ? session.Note : Show)
                    .IngestAsync(request, bar is null ? null : new Reporter(bar), cancellationToken);

                void Show(string note)
                {
                    shown.Add(note);
                    bar!.Description = Printable.Line(note).EscapeMarkup();
                }
            });
        }
        finally
        {
            shown.ForEach(session.Note);
        }
    }

    private static void Describe(Session session, IngestResult result, bool tellsDoubts)
    {
        if (result.LeftOut.Count > 0) session.Note($"Left out: {LeftOutFile.Describe(result.LeftOut)}");
        if (result.AddedRows == 0 && result.SkippedFiles.Count > 0)
        {
            session.Note($"Dataset {result.Catalog.Name}: already ingested, {InvariantText.Count(result.Catalog.Rows, "row")} "
                + $"answered from the state without reading the CSV{(result.IsUnread ? "" : " again")}.");
        }
        else
        {
            foreach (var file in result.SkippedFiles) session.Note($"{file}: already ingested");
            foreach (var file in result.ResumedFiles) session.Note($"{file}: went on where an earlier ingestion stopped");
            foreach (var (file, line) in result.GrownFiles) session.Note($"{file}: has grown; read on from line {line:N0}");
            session.Note($"Dataset {result.Catalog.Name}: {InvariantText.Count(result.AddedRows, "row")} ingested in "
                + $"{result.Seconds:0.00} s "
                + $"({result.AddedRows / Math.Max(result.Seconds, 1e-9):N0} rows/s).");
        }

        foreach (var copies in CopiedFile.Describe(result.Copies)) session.Note(copies);
        var others = result.Catalog.Files.Count - result.Files.Count;
        if (others > 0)
            session.Note($"The dataset holds {others} more file{(others == 1 ? "" : "s")} from earlier, "
                + $"{InvariantText.Count(result.Catalog.Rows, "row")} in all.");
        foreach (var note in FileNotes.Of(result, tellsDoubts)) session.Note(note);
        session.NoteIncomplete(result.Catalog);
    }

    private sealed class Reporter(ProgressTask bar) : IProgress<IngestProgress>
    {
        private readonly System.Diagnostics.Stopwatch _clock = System.Diagnostics.Stopwatch.StartNew();

        public void Report(IngestProgress value)
        {
            bar.Value = value.Share;
            bar.Description = value.Words(_clock.Elapsed.TotalSeconds);
        }
    }
}
