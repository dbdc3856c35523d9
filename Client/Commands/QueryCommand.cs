using System.CommandLine;
using System.Text;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Output;
using LlmWorkload.Users;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl query overview|models|model NAME|users|user ID|datasets</c></summary>
internal static class QueryCommand
{
    private static readonly Option<int> Top = new("--top") { Description = "How many rows", DefaultValueFactory = _ => 20, HelpName = "N" };

    public static Command Build() => new("query", "Ask a dataset that has been ingested; no CSV is read.\n\nExample: llmwl query models --top 5")
    {
        OverviewCommand(),
        ModelsCommand(),
        ModelCommand(),
        UsersCommand(),
        UserCommand(),
        Simple("datasets", "The datasets.\n\nExample: llmwl query datasets", async session => session.Print(await DatasetsCommand.ListAsync(session))),
    };

    private static Command OverviewCommand() => Simple("overview", "The dataset at a glance.\n\nExample: llmwl query overview --format json", async (session, parsed) =>
    {
        var catalog = await session.FindDatasetAsync();
        var grain = session.Grains.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(catalog.Name, "overview"));
        var result = await grain.RunAsync(new AnalysisOptions());
        if (parsed.GetValue(CommonOptions.Format) is ResultFormat.Json) session.Output.WriteLine(Encoding.UTF8.GetString(result.Summary));
        else OverviewTables.Print(session, catalog.Name, result.Summary);
    });

    private static Command ModelsCommand()
    {
        var command = Simple("models", "The models with the most requests.\n\nExample: llmwl query models --top 5", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var models = catalog.Models.Take(parsed.GetValue(Top)).ToList();
            var profiles = await Task.WhenAll(models.Select(model => DescribeAsync(session, catalog, model)));
            session.Print(new ResultTable($"Models of {catalog.Name}", ["model", "name", "requests", "users", "input_tokens", "output_tokens", "median_ttft", "median_duration"],
            [
                .. models.Zip(profiles, (model, profile) => new object?[]
                {
                    model.Id, model.Name, profile.Requests, profile.Users, profile.InputTokens, profile.OutputTokens, profile.Ttft.Median, profile.Duration.Median,
                }),
            ]));
        });
        command.Options.Add(Top);
        return command;
    }

    private static Command ModelCommand()
    {
        var name = new Argument<string>("NAME") { Description = "Id or name of the model" };
        var command = Simple("model", "One model.\n\nExample: llmwl query model llama-70b", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var wanted = parsed.GetValue(name)!;
            var found = catalog.Models.Where(model => model.Id == wanted || model.Name == wanted).ToList();
            if (found.Count == 0) throw new WorkloadException($"The dataset '{catalog.Name}' has no model '{wanted}'; 'llmwl query models' lists them.") { IsInput = true };
            foreach (var model in found)
            {
                var profile = await DescribeAsync(session, catalog, model);
                session.Print(StatisticsTable(
                    $"{model.Name}: {profile.Requests:N0} requests, {profile.Users:N0} users, {Instants.Text(profile.First)} to {Instants.Text(profile.Last)}",
                    [("input_tokens", profile.Input), ("output_tokens", profile.Output), ("ttft_seconds", profile.Ttft), ("duration_seconds", profile.Duration)]));
            }
        });
        command.Arguments.Add(name);
        return command;
    }

    private static Command UsersCommand()
    {
        var command = Simple("users", "The users with the most requests.\n\nExample: llmwl query users --top 5", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var top = parsed.GetValue(Top);
            var partitions = Enumerable.Range(0, catalog.Options.Partitions).Select(number => session.Grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.Name, number)));
            var answers = await Task.WhenAll(partitions.Select(partition => partition.AskAsync(new UserCounts.TopQuestion(top))));
            var users = answers.Cast<UserCounts.TopAnswer>().SelectMany(answer => answer.Top).OrderByDescending(user => user.Requests).ThenBy(user => user.User, StringComparer.Ordinal);
            session.Print(new ResultTable($"Users of {catalog.Name}", ["user", "requests", "models"],
            [
                .. users.Take(top).Select(user => new object?[] { user.User, user.Requests, user.Models }),
            ]));
        });
        command.Options.Add(Top);
        return command;
    }

    private static Command UserCommand()
    {
        var id = new Argument<string>("ID") { Description = "The user's id" };
        var command = Simple("user", "One user.\n\nExample: llmwl query user 8824e020-fdb5-5c5d-a97e-58fbae5976a9", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var user = parsed.GetValue(id)!;
            var profile = await session.Grains.GetGrain<IUserGrain>(GrainKeys.User(catalog.Name, user)).DescribeAsync()
                ?? throw new WorkloadException($"The dataset '{catalog.Name}' has no user '{user}'; 'llmwl query users' lists the busiest.") { IsInput = true };
            session.Print(StatisticsTable(
                $"{profile.User}: {profile.Requests:N0} requests, {profile.Models.Count:N0} models, {Instants.Text(profile.First)} to {Instants.Text(profile.Last)}",
                [("input_tokens", profile.InputTokens), ("output_tokens", profile.OutputTokens), ("inter_arrival_seconds", profile.InterArrival)]));
            if (parsed.GetValue(CommonOptions.Format) is null or ResultFormat.Table)
            {
                session.Print(new ResultTable("Models asked", ["model", "name", "requests"],
                [
                    .. profile.Models.Take(10).Select(model => new object?[] { model.Id, model.Name, model.Requests }),
                ]));
            }
        });
        command.Arguments.Add(id);
        return command;
    }

    private static Task<ModelProfile> DescribeAsync(Session session, DatasetCatalog catalog, CatalogModel model) =>
        session.Grains.GetGrain<IModelGrain>(GrainKeys.Model(catalog.Name, model.Id)).DescribeAsync();

    private static ResultTable StatisticsTable(string title, IEnumerable<(string Name, Statistics Statistics)> rows) => new(
        title,
        ["value", "n", "mean", "std", "min", "p25", "median", "p75", "p90", "p99", "max"],
        [
            .. rows.Select(row => new object?[]
            {
                row.Name, row.Statistics.N, row.Statistics.Mean, row.Statistics.Std, row.Statistics.Min, row.Statistics.P25, row.Statistics.Median,
                row.Statistics.P75, row.Statistics.P90, row.Statistics.P99, row.Statistics.Max,
            }),
        ]);

    private static Command Simple(string name, string description, Func<Session, Task> run) => Simple(name, description, (session, _) => run(session));

    private static Command Simple(string name, string description, Func<Session, ParseResult, Task> run)
    {
        var command = new Command(name, description);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await Session.OpenAsync(parsed, cancellationToken);
            await run(session, parsed);
            return 0;
        });
        return command;
    }
}
