using System.CommandLine;

namespace LlmWorkload.Commands;

/// <summary>The commands of single analyses: <c>llmwl tokens FILE…</c> and the like. To add one, add its line here.</summary>
internal static class AnalysisCommands
{
    public static IEnumerable<Command> Build() =>
    [
        Single("overview", "Distinct values, the most frequent functions, models and users, distributions of tokens and latencies, requests by hour and date.", choice => [choice.ThinData]),
        Single("users", "Requests per user and distinct models per user: distributions and rank plots.", choice => [choice.ThinData]),
        Single("tokens", "Input tokens, output tokens and their ratio per model.", choice => [choice.Top, choice.ThinData]),
        Arrivals(),
        Single("diversity", "Distinct models in consecutive windows of each user's requests.", choice => [choice.Window, choice.MinRequests, choice.SizeClass]),
        Single("models", "Requests, tokens and users per model.", choice => [choice.Top, choice.SortBy]),
        Single("user-arrivals", "Quantiles of each user's inter-arrival times, over users.", choice => [choice.ThinData]),
        Single("ttft", "Time to first token against input tokens, per model.", choice => [choice.Top]),
        Single("throughput", "Prefill and decode tokens per second over time, per model.", choice => [choice.Top]),
        Single("latency", "Time per output token and to the first one against request rate and token rate, per model.", choice => [choice.Top]),
        Build("timelines", "When users access a model, and which models a user accesses.", choice => [choice.Top, choice.Users], _ => ["model-timelines", "user-timelines"]),
    ];

    private static Command Arrivals()
    {
        var perUser = new Option<bool>("--per-user") { Description = "Differences within each user's own requests, pooled over users" };
        return Build(
            "arrivals",
            "Inter-arrival times per model: distribution, boxes by hour and date, correlation of successive ones.",
            choice => [perUser, choice.Top, choice.ThinData],
            parsed => [parsed.GetValue(perUser) ? "arrivals-per-user" : "arrivals"]);
    }

    private static Command Single(string name, string description, Func<AnalysisChoice, IEnumerable<Option>> applies) => Build(name, description, applies, _ => [name]);

    private static Command Build(
        string name, string description, Func<AnalysisChoice, IEnumerable<Option>> applies, Func<ParseResult, IReadOnlyList<string>> analyses)
    {
        var step = new AnalyzeStep();
        var command = new ExampleCommand(name, description, $"llmwl {name} requests.csv.gz --output figures");
        step.AddTo(command, applies);
        command.SetAction((parsed, cancellationToken) => step.RunAsync(parsed, analyses(parsed), cancellationToken));
        return command;
    }
}
