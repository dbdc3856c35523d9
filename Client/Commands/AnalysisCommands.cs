using System.CommandLine;
using LlmWorkload.Analyses;

namespace LlmWorkload.Commands;

/// <summary>
/// The commands of single analyses: <c>llmwl tokens FILE…</c> and the like, one for each command of <see cref="AnalysisInfo.All"/>.
/// </summary>
internal static class AnalysisCommands
{
    private const int MostSentences = 3;

    public static IEnumerable<Command> Build() =>
        AnalysisInfo.All.GroupBy(analysis => analysis.Command).Select(group => Build(group.Key, [.. group]));

    private static ExampleCommand Build(string name, AnalysisInfo[] analyses)
    {
        var usual = Array.FindAll(analyses, analysis => analysis.Switch is null);
        var switches = analyses.Where(analysis => analysis.Switch is not null)
            .Select(analysis => (Analysis: analysis, Option: new Option<bool>(analysis.Switch!) { Description = analysis.Sentence }))
            .ToList();
        var options = analyses.Aggregate(AnalysisOption.None, (all, analysis) => all | analysis.Options);
        var step = new AnalyzeStep();
        var command = new ExampleCommand(name, Description(usual), Example(name));
        step.AddTo(command, choice => [.. switches.Select(each => each.Option), .. choice.Of(options)]);
        command.SetAction((parsed, cancellationToken) =>
        {
            var chosen = switches.Where(each => parsed.GetValue(each.Option)).Select(each => each.Analysis.Name).ToList();
            return step.RunAsync(parsed, chosen.Count > 0 ? chosen : [.. usual.Select(analysis => analysis.Name)], cancellationToken);
        });
        return command;
    }

    // Many sentences in a row are read by nobody.
    private static string Description(AnalysisInfo[] analyses) => analyses.Length <= MostSentences
        ? string.Join(' ', analyses.Select(analysis => analysis.Sentence))
        : "Run every analysis of a study that the columns allow, and write a report of what they find: "
            + $"{string.Join(", ", analyses.Select(analysis => analysis.Name))}.";

    private static string Example(string name) => name switch
    {
        "series" => "llmwl series requests.csv.gz --every 1h --by model --show requests,ttft.p99",
        "slo" => "llmwl slo requests.csv.gz --slo ttft=0.5,tpot=50ms,e2e=30 --min-attainment 0.99",
        _ => $"llmwl {name} requests.csv.gz --output figures",
    };
}
