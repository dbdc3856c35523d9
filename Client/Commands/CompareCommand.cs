using System.CommandLine;
using LlmWorkload.Comparison;
using LlmWorkload.Figures;
using LlmWorkload.Ingestion;
using LlmWorkload.Output;
using LlmWorkload.Reading;
using LlmWorkload.Scopes;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl compare A B</c></summary>
internal static class CompareCommand
{
    private const int GateFails = 3;
    private const string StandardInput = "-";

    private static readonly string[] Missing = ["fail", "ignore"];

    private static readonly Option<string?> A = new("--a")
    {
        Description = "Side A: the requests of the dataset that started in this range; either end may be empty",
        HelpName = "FROM..TO",
    };

    private static readonly Option<string?> B = new("--b")
    {
        Description = "Side B: those that started in this range",
        HelpName = "FROM..TO",
    };

    private static readonly Option<string?> Baseline = new("--baseline")
    {
        Description = "A file that --save-baseline wrote, instead of A",
        HelpName = "FILE",
    };

    private static readonly Option<string?> SaveBaseline = new("--save-baseline")
    {
        Description = "Write all that A is compared by into this file; without B nothing is compared",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> Gate = new("--gate")
    {
        Description = "Exit code 3 where the value is above the limit: NAME.STAT=LIMIT, model:ID:NAME.STAT=LIMIT, or one of "
            + $"{string.Join(", ", ComparedNames.Bare)} for all. Repeatable",
        HelpName = "KEY=LIMIT",
    };

    private static readonly Option<string[]> GateMin = new("--gate-min")
    {
        Description = "The same where the value is below the limit. Repeatable",
        HelpName = "KEY=LIMIT",
    };

    private static readonly Option<string> GateMissing = new("--gate-missing")
    {
        Description = "What a gate without a value comes to: fail (default) or ignore",
        HelpName = "fail|ignore",
        DefaultValueFactory = _ => "fail",
    };

    private static readonly Option<long> MinCompare = NumberOption.Create(
        "--min-compare", "Values that a distribution of one model needs on each side", 100L, 1, long.MaxValue);

    private static readonly Option<string> Folder = new("--output", "-o")
    {
        Description = "Folder that the numbers and figures go to",
        HelpName = "DIR",
        DefaultValueFactory = _ => "figures",
    };

    private static readonly FormOptions Form = new();
    private static readonly Option<bool> NoFigures = new("--no-figures") { Description = "Write the numbers alone" };

    public static Command Build()
    {
        var ingest = new IngestOptions(filesAreOptional: true, narrows: true);
        var command = new ExampleCommand(
            "compare",
            "Compare two datasets or logs, or two ranges of one: A is the baseline, B what became of it.",
            "llmwl compare yesterday.csv.gz today.csv.gz --gate ttft.p99=1.2 --gate ks=0.1",
            "llmwl compare winter summer --format markdown",
            "llmwl compare winter --a ..2025-01-15 --b 2025-01-15..",
            "llmwl compare main.csv --save-baseline main.llmwl",
            "llmwl compare --baseline main.llmwl branch.csv --gate ttft.p99=1.2");
        Option[] options =
        [
            A, B, Baseline, SaveBaseline, Gate, GateMin, GateMissing, MinCompare, Folder, NoFigures, CommonOptions.FullData,
            CommonOptions.ThinData,
        ];
        foreach (var option in options) command.Options.Add(option);
        foreach (var option in (Option<string?>[])[A, B, Baseline, SaveBaseline]) CommonOptions.NotEmpty(option);
        command.Options.Add(FormatOption.Comparison);
        Form.AddTo(command);
        ingest.AddTo(command);
        GateMissing.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is var said && !Missing.Contains(said))
                result.AddError($"--gate-missing is '{said}'{UnknownWords.Nearest(said!, Missing)}; expected fail or ignore.");
        });
        GateMissing.CompletionSources.Add(Missing);

        // A side can be a dataset, too.
        command.Arguments[0].CompletionSources.Add(NameCompletions.Datasets);
        Folder.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>())) result.AddError("--output is empty.");
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, ingest, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, IngestOptions ingest, CancellationToken cancellationToken)
    {
        ComparisonGate[] gates =
        [
            .. (parsed.GetValue(Gate) ?? []).Select(text => ComparisonGate.Parse(text, isMinimum: false)),
            .. (parsed.GetValue(GateMin) ?? []).Select(text => ComparisonGate.Parse(text, isMinimum: true)),
        ];
        var (ofA, ofB) = Sides(parsed, ingest.Words(parsed));
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetValue(Folder)!));
        if (ofB is not null) OutputFolder.Check(root);
        var saved = parsed.GetValue(SaveBaseline);
        if (saved is not null) OutputFolder.CheckFile(SaveBaseline.Name, saved);
        if (ofB is null && gates.Length > 0) throw Fault("Gates are given, but nothing that A is compared with.");

        await using var session = await Session.OpenAsync(parsed, cancellationToken);
        var grain = session.Grains.GetGrain<IComparisonGrain>(GrainKeys.Comparison(Guid.NewGuid()));
        try
        {
            // Before anything is ingested.
            await CheckAsync(session, ofA);
            if (ofB is not null) await CheckAsync(session, ofB);
            var a = ofA.Baseline is { } file
                ? await BaselineTransfer.SendAsync(grain, file, cancellationToken)
                : await FindAsync(session, parsed, ingest, ofA, cancellationToken);
            var b = ofB is null
                ? null
                : ofB.Words == ofA.Words && ofA.Baseline is null
                    ? a
                    : await FindAsync(session, parsed, ingest, ofB, cancellationToken);
            var result = await grain.CompareAsync(new ComparisonRequest(
                a with { Scope = ofA.Range.Narrow(a.Scope, allowsNone: b is not null) },
                b is null ? null : b with { Scope = ofB!.Range.Narrow(b.Scope, allowsNone: true) },
                gates, parsed.GetValue(GateMissing) == "ignore", parsed.GetValue(MinCompare), saved is not null,
                !parsed.GetValue(CommonOptions.FullData)));
            if (saved is not null)
            {
                await BaselineTransfer.SaveAsync(grain, result.BaselineBytes, saved, cancellationToken);
                session.Note($"Baseline of A: {saved} ({InvariantText.Whole(result.BaselineBytes)} bytes)");
            }

            if (b is null) return 0;
            await WriteAsync(session, parsed, grain, root, result, cancellationToken);
            Print(session, result);
            return result.Holds ? 0 : GateFails;
        }
        finally
        {
            await ForgetAsync(grain);
        }
    }

    // What each side is made of: the same words for both where two ranges of one dataset are compared.
    private static (Source A, Source? B) Sides(ParseResult parsed, IReadOnlyList<string> words)
    {
        var (a, b) = (Range(parsed, A), Range(parsed, B));
        if (parsed.GetValue(Baseline) is { } baseline)
        {
            if (a is not null) throw Fault("--a is given beside --baseline, which is side A already.");
            if (parsed.GetValue(SaveBaseline) is not null) throw Fault("--save-baseline is given beside --baseline; expected one of them.");
            return (new Source([], default, baseline), new Source(words, b ?? default));
        }

        var saves = parsed.GetValue(SaveBaseline) is not null;
        if (a is not null || b is not null)
        {
            if (a is null) throw Fault("--b is given without --a; expected both.");
            if (b is null && !saves) throw Fault("--a is given without --b; expected both.");
            return (new Source(words, a.Value), b is { } range ? new Source(words, range) : null);
        }

        if (words is [var one, var other])
        {
            if (parsed.GetValue(CommonOptions.Dataset) is { } name)
                throw Fault($"--dataset is '{name}', but two sides are given; expected --dataset with one.");
            return (new Source([one], default), new Source([other], default));
        }

        if (saves && words.Count <= 1) return (new Source(words, default), null);
        throw Fault($"{words.Count} {(words.Count == 1 ? "side is" : "sides are")} given; expected A and B (each a dataset, a file or a "
            + "folder), one with --a and --b, or one with --baseline or --save-baseline.");
    }

    private static SideRange? Range(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } text ? SideRange.Parse(option.Name, text) : null;

    // Files are ingested; any other word is a dataset's name, and no word the dataset that was used last.
    private static async Task<ComparisonSide> FindAsync(
        Session session, ParseResult parsed, IngestOptions ingest, Source source, CancellationToken cancellationToken)
    {
        var found = source.Words switch
        {
            [] => new IngestResult(await session.FindDatasetAsync(), 0, 0),
            [var word] when !IsFile(word) => new IngestResult(Noted(session, await session.FindDatasetAsync(word)), 0, 0),
            var files => await IngestStep.RunAsync(
                session, ingest.Request(parsed, files), parsed, ingest.ForceRecompute(parsed), cancellationToken),
        };
        return new ComparisonSide(found.Catalog.Name, ingest.Scope(parsed, found.Files));
    }

    private static async Task CheckAsync(Session session, Source source)
    {
        if (source.Words is not [var word] || IsFile(word)) return;

        // A word that looks like a path was meant as one.
        if (word.Contains('/') || word.Contains('\\')) throw Fault($"There is no file '{word}'.");
        if (await session.DescribeAsync(word) is null) throw await session.NoFileOrDatasetAsync(word);
    }

    private static Datasets.DatasetCatalog Noted(Session session, Datasets.DatasetCatalog catalog)
    {
        session.NoteIncomplete(catalog);
        return catalog;
    }

    private static bool IsFile(string word) => word == StandardInput || Path.Exists(word);

    private static async Task WriteAsync(
        Session session, ParseResult parsed, IComparisonGrain grain, string root, ComparisonResult result,
        CancellationToken cancellationToken)
    {
        var form = Form.Of(parsed, parsed.GetValue(FormatOption.Comparison).Figure);
        var draws = !parsed.GetValue(NoFigures);
        var folder = new FigureFolder(root, session.Grains, "", form, draws);
        var drawer = new FigureDrawer(path => grain.DrawInAsync(path, form), grain.ReadTableAsync);
        await folder.WriteAsync(
            $"{ComparedNames.Folder}/{RunSummary.FileName}", result.Summary, result.Figures, drawer, cancellationToken);
        foreach (var (file, table) in Tables(result)) await folder.WriteAsync($"{ComparedNames.Folder}/{file}", table.Csv());
        RemoveStale(root, folder.Written);
        session.Note($"{folder.Written.Count} files in {Path.Combine(root, ComparedNames.Folder)}");
    }

    private static IEnumerable<(string File, ResultTable Table)> Tables(ComparisonResult result)
    {
        yield return ("totals.csv", ComparisonTables.Totals(result));
        yield return ("distributions.csv", ComparisonTables.Distributions(result));
    }

    // Figures that an earlier comparison had and this one has not.
    private static void RemoveStale(string root, IReadOnlyList<string> written)
    {
        var figures = ComparedNames.Distributions.Select(ComparedNames.DistributionFigure)
            .Concat(ComparedNames.Shares.Select(ComparedNames.ShareFigure));
        string[] endings = [".png", ".svg", ".pdf", ".csv", ".txt"];
        foreach (var file in figures.SelectMany(path => endings.Select(ending => path + ending)).Except(written))
            File.Delete(Path.Combine(root, file));
    }

    private static void Print(Session session, ComparisonResult result) => session.Print(
        () => result.Summary,
        ComparisonTables.Distributions(result),
        [ComparisonTables.Totals(result), ComparisonTables.Differences(result), .. ComparisonTables.Gates(result)]);

    // What is kept goes with its silo, or when nobody has asked for some time. So a failure here is none.
    private static async Task ForgetAsync(IComparisonGrain grain)
    {
        try
        {
            await grain.ForgetAsync();
        }
        catch (Exception failure) when (failure is WorkloadException or OperationCanceledException)
        {
        }
    }

    private static WorkloadException Fault(string message) => new(message) { IsInput = true };

    private sealed record Source(IReadOnlyList<string> Words, SideRange Range, string? Baseline = null);
}
