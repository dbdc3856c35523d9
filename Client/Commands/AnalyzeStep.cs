using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Export;
using LlmWorkload.Figures;
using LlmWorkload.Ingestion;
using LlmWorkload.Output;
using LlmWorkload.Reading;
using LlmWorkload.Report;

namespace LlmWorkload.Commands;

/// <summary>
/// Ingests, runs analyses, and writes the output folder: what <c>analyze</c> and the commands of single analyses have in common.
/// </summary>
internal sealed class AnalyzeStep
{
    // What `Cli` returns for other reasons is lower.
    private const int GateMissed = 3;
    private const string RejectedFile = "rejected.csv";
    private const string UsualFolder = "figures";
    private const string Sessions = "sessions";
    private const int AnalysesAtOnce = 2;

    // Larger summaries are read again where they were written: until the last analysis is done, its memory is of more use.
    private const int MostHeld = 1 << 20;

    private readonly Option<string?> _folder = new("--output", "-o")
    {
        Description = $"Folder that the figures and numbers go to (default: {UsualFolder}/DATASET)",
        HelpName = "DIR",
    };

    private readonly Option<bool> _overwrite = new("--overwrite")
    {
        Description = "Replace what another dataset's figures left in the folder",
    };

    private readonly IngestOptions _ingest = new(filesAreOptional: true, narrows: true);
    private readonly AnalysisChoice _choice = new();
    private readonly FormOptions _form = new();

    /// <summary>Adds the files, the output folder, and the options that apply.</summary>
    /// <param name="command">The command.</param>
    /// <param name="applies">Which of the choices.</param>
    public void AddTo(Command command, Func<AnalysisChoice, IEnumerable<Option>> applies)
    {
        command.Options.Add(_folder);
        command.Options.Add(_overwrite);
        foreach (var option in applies(_choice)) command.Options.Add(option);
        command.Options.Add(FormatOption.ResultsAndFigures);
        _form.AddTo(command);
        _ingest.AddTo(command);
        _ingest.NeedFilesOrDataset(command);
        _folder.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string?>())) result.AddError("--output is empty.");
        });
    }

    /// <summary>Whether a command line gives service level objectives.</summary>
    public bool HasObjectives(ParseResult parsed) => parsed.GetValue(_choice.Slo) is not null;

    /// <summary>Runs analyses over the files of a command line, or over a dataset that was ingested before.</summary>
    /// <returns>0, or 3 where fewer requests hold their objectives than are asked for.</returns>
    public async Task<int> RunAsync(ParseResult parsed, IReadOnlyList<string> analyses, CancellationToken cancellationToken)
    {
        var writesSessions = _choice.Study.WritesSessions(parsed);
        if (writesSessions && !analyses.Contains(Sessions))
        {
            throw new WorkloadException($"--sessions-csv is of the analysis '{Sessions}', which does not run; expected --study or --only "
                + $"{Sessions}.")
            { IsInput = true };
        }

        var request = _ingest.RequestOrNull(parsed);
        var given = parsed.GetValue(_folder);
        OutputFolder.Check(Whole(given ?? UsualFolder));
        await using var session = await Session.OpenAsync(parsed, cancellationToken);
        var clock = Stopwatch.StartNew();

        // A series alone is printed itself.
        var hasPage = session.Format == ResultFormat.Table
            && analyses.Any(name => AnalysisInfo.Find(name) is { IsUsual: true, Folder: not SeriesTables.Folder });
        var ingested = request is null
            ? new IngestResult(await KnownAsync(session, parsed), 0, 0)
            : await IngestAsync(
                session, request, parsed, Whole(given ?? UsualFolder), !(hasPage && Terminal.Is(session.Output)), cancellationToken);
        var options = _choice.Options(parsed, _ingest.DrawnModels(parsed)) with { Scope = _ingest.Scope(parsed, ingested.Files) };
        var run = new RunFiles(await session.NarrowAsync(ingested.Catalog, options.Scope), ingested.LeftOut, ingested.Copies);

        var root = Whole(given ?? Path.Combine(UsualFolder, FigureNames.FileName(run.Catalog.Name)));
        OutputFolder.Check(root);
        if (!parsed.GetValue(_overwrite)) RunSummary.Spare(root, run.Catalog.Name);

        // Also where no figure of a model is drawn, so that no name is passed over in silence.
        _ = run.Catalog.ModelsNamed(options.Models);
        var seconds = new Dictionary<string, double> { ["ingest"] = clock.Elapsed.TotalSeconds };
        if (hasPage)
            new SummaryTables(run.Catalog, await session.Questions.SummaryAsync(run.Catalog.Name, options.Scope)).Print(session.Output);

        var form = _form.Of(parsed, parsed.GetValue(FormatOption.ResultsAndFigures).Figure) with { Thumbnail = true };
        var journal = new RunJournal(root);
        var folder = new FigureFolder(root, session.Grains, run.Catalog.Name, form, _choice.Draws(parsed), journal);
        var results = await AnalyzeAsync(parsed, folder, analyses, options, seconds, cancellationToken);
        if (writesSessions) await WriteSessionsAsync(session, parsed, folder, run.Catalog, options, cancellationToken);
        await FinishAsync(session, folder, journal, root, run, results, seconds, options);
        journal.Close();
        return Misses(session, results, parsed.GetValue(_choice.MinAttainment)) ? GateMissed : 0;
    }

    private static string Whole(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private static bool Misses(Session session, AnalysisResult[] results, double? least)
    {
        if (least is not { } share || results.FirstOrDefault(result => result.Folder == SloTables.Folder) is not { } result) return false;
        var attainment = SloTables.Attainment(result.Summary);
        if (attainment >= share) return false;
        session.Note($"Attainment is {attainment?.ToString("R", CultureInfo.InvariantCulture) ?? "unknown: no request is measured"}; "
            + $"--min-attainment {share.ToString("R", CultureInfo.InvariantCulture)} is missed.");
        return true;
    }

    private async Task<DatasetCatalog> KnownAsync(Session session, ParseResult parsed)
    {
        var catalog = await session.FindDatasetAsync();
        if (catalog.Rows == 0) throw new WorkloadException($"The dataset '{catalog.Name}' has no rows.") { IsInput = true };
        if (_ingest.ForceRecompute(parsed)) await session.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(catalog.Name)).ForgetAsync();
        return catalog;
    }

    // Where no row could be read, the rows that could not are all that there is to see.
    private async Task<IngestResult> IngestAsync(
        Session session, IngestRequest request, ParseResult parsed, string root, bool tellsDoubts, CancellationToken cancellationToken)
    {
        try
        {
            return await IngestStep.RunAsync(
                session, request, parsed, _ingest.ForceRecompute(parsed), cancellationToken, tellsDoubts);
        }
        catch (RejectedException failure) when (failure.Rows.Count > 0)
        {
            var path = Path.Combine(root, RejectedFile);
            await AtomicFile.WriteAsync(path, RejectedCsv([.. failure.Rows.Select(row => row.Record)]));
            session.Note($"Rejected rows: {path}");
            throw;
        }
    }

    // While figures of one analysis are drawn, the next is computed. Results stay in the order of the analyses.
    private static Task<AnalysisResult[]> AnalyzeAsync(
        ParseResult parsed, FigureFolder folder, IReadOnlyList<string> analyses, AnalysisOptions options, Dictionary<string,
        double> seconds, CancellationToken cancellationToken) =>
        ProgressBar.RunAsync(parsed, "analyze", async bar =>
        {
            var progress = bar is null ? null : new FigureProgress(analyses.Count, TimeProvider.System, (share, words) =>
            {
                bar.Value = share;
                bar.Description = words;
            });
            var results = new AnalysisResult[analyses.Count];
            var elapsed = new double[analyses.Count];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = AnalysesAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, analyses.Count, parallel, async (index, stop) =>
            {
                var clock = Stopwatch.StartNew();
                var result = await folder.WriteAsync(analyses[index], options, stop, progress);
                var isRead = analyses.Count == 1 || result.Folder == SloTables.Folder;
                results[index] = isRead || result.Summary.Length <= MostHeld ? result : result with { Summary = [] };
                elapsed[index] = clock.Elapsed.TotalSeconds;
            });
            foreach (var (analysis, time) in analyses.Zip(elapsed)) seconds[analysis] = time;
            return results;
        });

    private static async Task WriteSessionsAsync(
        Session session, ParseResult parsed, FigureFolder folder, DatasetCatalog catalog, AnalysisOptions options,
        CancellationToken cancellationToken)
    {
        if (await SessionsCsv.OpenAsync(session.Grains, catalog, options) is not { } sessions)
        {
            session.Note($"{SessionsCsv.FileName} is not written: no request has a session or a user.");
            return;
        }

        var file = $"{AnalysisInfo.Find(Sessions).Folder}/{SessionsCsv.FileName}";
        await ProgressBar.RunAsync(parsed, Sessions, async bar =>
        {
            await folder.WriteAsync(file, stream =>
                sessions.WriteAsync(stream, bar is null ? null : share => bar.Value = share, cancellationToken));
            return true;
        });
    }

    private static async Task FinishAsync(
        Session session, FigureFolder folder, RunJournal journal, string root, RunFiles run, AnalysisResult[] results,
        Dictionary<string, double> seconds, AnalysisOptions options)
    {
        var catalog = run.Catalog;
        var rejected = await session.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(catalog.Name)).RejectedAsync();
        if (rejected.Count > 0) await WriteRejectedAsync(session, folder, root, catalog, rejected);

        // What other analyses of the same dataset wrote before stays; all else of an earlier run goes.
        var kept = RunSummary.Kept(root, catalog, [.. results.Select(result => result.Folder)]);
        var keptFolders = kept.Select(file => file.Split('/')[0]).ToHashSet();
        var notes = new GalleryNotes(folder.Captions, [.. results.SelectMany(result => result.NotDrawn ?? [])])
            .With(GalleryNotes.Read(root), keptFolders);
        var drawn = folder.Captions.Count > 0 || kept.Any(file => file.StartsWith(GalleryThumbnails.Folder, StringComparison.Ordinal));
        if (drawn) await folder.WriteAsync(GalleryNotes.FileName, notes.Write());
        var overview = OverviewNumbers.Of(root, [.. folder.Written.Concat(kept)]);
        await WriteReportAsync(session, folder, journal, root, run, overview, results, kept, notes);
        string[] written = [.. folder.Written.Concat(kept).Append(Gallery.FileName).Append(RunSummary.FileName).Distinct()
            .Order(StringComparer.Ordinal)];
        RunSummary.RemoveStale(root, journal.Interrupted, written);
        var folders = results.Select(result => result.Folder).Concat(
            kept.Where(file => file.EndsWith("/summary.json", StringComparison.Ordinal)).Select(file => file.Split('/')[0]));
        await folder.WriteAsync(Gallery.FileName, Gallery.Write(
            run, overview, [.. folders.Distinct()], written, drawn ? notes : GalleryNotes.None));
        var summary = RunSummary.Write(run, overview, seconds, written, drawn ? notes.NotDrawn : []);
        await folder.WriteAsync(RunSummary.FileName, summary);
        if (results.All(result => result.Cached)) session.Note("Every analysis was answered from the state.");
        if (results is not [var only] || !PrintOne(session, only, options)) Print(session, catalog, overview, summary);
        session.Note($"{written.Length:N0} files in {root}; open {Path.Combine(root, Gallery.FileName)}");
    }

    // Of all analyses that the folder has, so that one that runs again takes no other's sentences away.
    private static async Task WriteReportAsync(
        Session session, FigureFolder folder, RunJournal journal, string root, RunFiles run, OverviewNumbers overview,
        AnalysisResult[] results, IReadOnlyList<string> kept, GalleryNotes notes)
    {
        using var summaries = new ReportSummaries();
        foreach (var result in results.Where(result => result.Summary.Length > 0)) summaries.Add(result.Folder, result.Summary);
        var unread = results.Where(result => result.Summary.Length == 0).Select(result => result.Folder).ToHashSet();
        foreach (var analysis in ReportSummaries.Folders)
        {
            var file = $"{analysis}/{RunSummary.FileName}";
            if (unread.Contains(analysis) || kept.Contains(file))
                summaries.Add(analysis, await File.ReadAllBytesAsync(Path.Combine(root, file)));
        }

        if (!summaries.HasStudy) return;
        var report = new StudyReport(run, overview, summaries.Numbers, [.. folder.Written.Concat(kept)], notes.Captions);
        journal.Add([MarkdownReport.FileName, HtmlReport.FileName]);
        await folder.WriteAsync(MarkdownReport.FileName, MarkdownReport.Write(report));
        await folder.WriteAsync(HtmlReport.FileName, HtmlReport.Write(report));
        session.Note($"Report: {Path.Combine(root, HtmlReport.FileName)}");
    }

    private static async Task WriteRejectedAsync(
        Session session, FigureFolder folder, string root, DatasetCatalog catalog, IReadOnlyList<RejectedRecord> rows)
    {
        await folder.WriteAsync(RejectedFile, RejectedCsv(rows));
        var all = catalog.RejectedRows();
        session.Note($"Rejected rows{(all > rows.Count ? $" (the first {rows.Count:N0} of {all:N0})" : "")}: "
            + $"{Path.Combine(root, RejectedFile)}");
    }

    private static byte[] RejectedCsv(IReadOnlyList<RejectedRecord> rows) => FigureCsv.Write(new FigureTable(
    [
        new TextColumn("file", [.. rows.Select(row => row.File)]),
        new IntegerColumn("line", [.. rows.Select(row => row.Line)]),
        new TextColumn("reason", [.. rows.Select(row => row.Reason)]),
        new TextColumn("raw", [.. rows.Select(row => row.Raw)]),
        new IntegerColumn("lines", [.. rows.Select(row => row.Lines)]),
    ]));

    // Analyses whose numbers are read at once are printed themselves.
    private static bool PrintOne(Session session, AnalysisResult result, AnalysisOptions options)
    {
        var tables = result.Folder switch
        {
            SeriesTables.Folder => SeriesTables.Of(result.Summary, options.Show),
            SloTables.Folder => SloTables.Of(result.Summary),
            _ => [],
        };
        if (tables is not [var csv, .. var readable]) return false;
        session.Print(() => result.Summary, csv, readable);
        return true;
    }


    // The page for people was printed before anything was drawn.
    private static void Print(Session session, DatasetCatalog catalog, OverviewNumbers overview, byte[] summary)
    {
        if (session.Format == ResultFormat.Table) return;
        var dataset = new ResultTable(
            $"Dataset {catalog.Name}", ["dataset", "rows", "rejected", "models", "users", "functions", "first", "last"],
        [
            [catalog.Name, catalog.Rows, catalog.RejectedRows(), catalog.Models.Count, overview.Users, overview.Functions,
                InvariantText.Instant(catalog.First), InvariantText.Instant(catalog.Last)],
        ]);
        session.Print(() => summary, dataset);
    }
}
