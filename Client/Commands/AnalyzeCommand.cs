using System.CommandLine;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl analyze FILE…</c></summary>
internal static class AnalyzeCommand
{
    public static Command Build()
    {
        var step = new AnalyzeStep();
        var only = new Option<string?>(
            "--only")
        { Description = "Run these analyses alone (command names, separated by commas)", HelpName = "NAME,…" };
        var skip = new Option<string?>("--skip") { Description = "Run all analyses but these", HelpName = "NAME,…" };
        var study = new Option<bool>("--study") { Description = "Run the analyses that a study needs, too, and write a report of them" };
        foreach (var names in (Option<string?>[])[only, skip]) names.CompletionSources.Add([.. AnalysisNames.Accepted]);
        var command = new ExampleCommand(
            "analyze",
            "Ingest request logs, run every analysis, and write figures and numbers.",
            "llmwl analyze requests.csv.gz --output figures --top 10",
            "llmwl analyze logs/ --dataset winter --format svg",
            "llmwl analyze requests.csv --only overview,arrivals",
            "llmwl analyze requests.csv.gz --study --highlight vendor/model-8b",
            "llmwl analyze --dataset winter --only latency",
            "llmwl analyze requests.csv --top 0 --format json --quiet > summary.json");
        step.AddTo(command, choice => [only, skip, study, .. choice.All]);
        command.SetAction((parsed, cancellationToken) =>
            step.RunAsync(
                parsed,
                Chosen(parsed.GetValue(only), parsed.GetValue(skip), parsed.GetValue(study), step.HasObjectives(parsed)),
                cancellationToken));
        return command;
    }

    // Who gives objectives wants to know whether they hold.
    private static IReadOnlyList<string> Chosen(string? only, string? skip, bool isStudy, bool hasObjectives)
    {
        var chosen = only is null ? AnalysisNames.Usual.ToHashSet() : AnalysisNames.Parse("--only", only);
        if (isStudy) chosen.UnionWith(AnalysisNames.Study);
        if (hasObjectives) chosen.Add("slo");
        var skipped = skip is null ? new HashSet<string>() : AnalysisNames.Parse("--skip", skip);
        IReadOnlyList<string> left = [.. AnalysisNames.All.Where(name => chosen.Contains(name) && !skipped.Contains(name))];
        return left.Count > 0 ? left : throw new WorkloadException("--only and --skip leave no analysis to run.") { IsInput = true };
    }
}
