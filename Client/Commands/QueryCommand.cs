using System.CommandLine;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Output;
using LlmWorkload.Users;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl query overview|models|model NAME|users|user ID|datasets|cluster</c></summary>
internal static class QueryCommand
{
    private const int ModelsOfUserShown = 10;

    private static readonly Option<TopOption.Limit> Top = TopOption.Create("How many rows: a number, or all");

    public static Command Build()
    {
        var command = new ExampleCommand(
            "query",
            "Ask a dataset that has been ingested; no CSV is read.",
            "llmwl query models --top 5",
            "llmwl query users --top all --format csv > users.csv",
            "llmwl query overview --dataset winter --format json")
        {
            OverviewCommand(),
            ModelsCommand(),
            ModelCommand(),
            UsersCommand(),
            UserCommand(),
            Simple("datasets", "The datasets.", "llmwl query datasets", async (session, _) => session.Print(await DatasetsCommand.ListAsync(session))),
            Simple("cluster", "The silos, and the rows that each holds in memory.", "llmwl query cluster --cluster 127.0.0.1:30000", async (session, _) =>
            {
                var report = await ClusterReport.OfAsync(session.Grains);
                session.Print(report.Json, report.Table(), report.Table());
            }),
        };
        command.Options.Add(CommonOptions.Dataset);
        CommonOptions.AddConnection(command);
        command.Options.Add(FormatOption.Results);
        return command;
    }

    private static ExampleCommand OverviewCommand() => Simple("overview", "The dataset at a glance.", "llmwl query overview --format json", async (session, _) =>
    {
        var catalog = await session.FindDatasetAsync();
        var grain = session.Grains.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(catalog.Name, "overview"));
        var result = await grain.RunAsync(new AnalysisOptions());
        using var overview = new OverviewTables(catalog.Name, result.Summary);
        session.Print(() => result.Summary, overview.All, overview.Span, overview.Categories, overview.Numbers);
    });

    private static ExampleCommand ModelsCommand()
    {
        var command = Simple("models", "The models with the most requests.", "llmwl query models --top 5", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var models = catalog.Models.Take(parsed.GetValue(Top).Most).ToList();
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

    private static ExampleCommand ModelCommand()
    {
        var name = new Argument<string>("NAME") { Description = "Id or name of the model" };
        var command = Simple("model", "One model.", "llmwl query model llama-70b", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var model = FindModel(catalog, parsed.GetValue(name)!);
            var profile = await DescribeAsync(session, catalog, model);
            (string Name, Statistics Statistics)[] measures =
                [("input_tokens", profile.Input), ("output_tokens", profile.Output), ("ttft", profile.Ttft), ("duration", profile.Duration)];
            var title = $"{model.Name}: {profile.Requests:N0} requests, {profile.Users:N0} users, {InvariantText.Instant(profile.First)} to {InvariantText.Instant(profile.Last)} (times in seconds)";
            session.Print(
                () => JsonText.Object(json =>
                {
                    json.WriteString("dataset", catalog.Name);
                    json.WriteString("id", model.Id);
                    json.WriteString("name", model.Name);
                    json.WriteNumber("requests", profile.Requests);
                    json.WriteNumber("users", profile.Users);
                    json.Instant("first", profile.First);
                    json.Instant("last", profile.Last);
                    json.WriteNumber("total_input_tokens", profile.InputTokens);
                    json.WriteNumber("total_output_tokens", profile.OutputTokens);
                    foreach (var measure in measures) json.Statistics(measure.Name, measure.Statistics);
                }),
                StatisticsTables.Complete(measures),
                StatisticsTables.Short(title, measures));
        });
        command.Arguments.Add(name);
        return command;
    }

    private static ExampleCommand UsersCommand()
    {
        var command = Simple("users", "The users with the most requests.", "llmwl query users --top 5", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var top = parsed.GetValue(Top).Most;
            var answers = await Task.WhenAll(Enumerable.Range(0, catalog.Options.Partitions).Select(number =>
                session.Grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, number)).AskAsync(new UserCounts.TopQuestion(top), catalog.ViewOf(number))));
            var users = UserCounts.ByRequests(answers.Cast<UserCounts.TopAnswer>().SelectMany(answer => answer.Top));
            session.Print(new ResultTable($"Users of {catalog.Name}", ["user", "requests", "models"],
            [
                .. users.Take(top).Select(user => new object?[] { user.User, user.Requests, user.Models }),
            ]));
        });
        command.Options.Add(Top);
        return command;
    }

    private static ExampleCommand UserCommand()
    {
        var id = new Argument<string>("ID") { Description = "The user's id" };
        var command = Simple("user", "One user.", "llmwl query user 8824e020-fdb5-5c5d-a97e-58fbae5976a9", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var user = parsed.GetValue(id)!;
            var profile = await session.Grains.GetGrain<IUserGrain>(GrainKeys.User(catalog.Name, user)).DescribeAsync()
                ?? throw new WorkloadException($"The dataset '{catalog.Name}' has no user '{user}'; 'llmwl query users' lists the busiest.") { IsInput = true };
            (string Name, Statistics Statistics)[] measures =
                [("input_tokens", profile.InputTokens), ("output_tokens", profile.OutputTokens), ("inter_arrival_seconds", profile.InterArrival)];
            var title = $"{profile.User}: {profile.Requests:N0} requests, {profile.Models.Count:N0} models, {InvariantText.Instant(profile.First)} to {InvariantText.Instant(profile.Last)}";
            var more = profile.Models.Count > ModelsOfUserShown ? $" ({ModelsOfUserShown} of {profile.Models.Count:N0})" : "";
            session.Print(
                () => Json(catalog, profile, measures),
                StatisticsTables.Complete(measures),
                StatisticsTables.Short(title, measures),
                new ResultTable($"Models asked{more}", ["model", "name", "requests"],
                [
                    .. profile.Models.Take(ModelsOfUserShown).Select(model => new object?[] { model.Id, model.Name, model.Requests }),
                ]));
        });
        command.Arguments.Add(id);
        return command;
    }

    private static byte[] Json(DatasetCatalog catalog, UserProfile profile, (string Name, Statistics Statistics)[] measures) => JsonText.Object(json =>
    {
        json.WriteString("dataset", catalog.Name);
        json.WriteString("user", profile.User);
        json.WriteNumber("requests", profile.Requests);
        json.Instant("first", profile.First);
        json.Instant("last", profile.Last);
        foreach (var measure in measures) json.Statistics(measure.Name, measure.Statistics);
        json.List("models", profile.Models, (item, model) =>
        {
            item.WriteString("id", model.Id);
            item.WriteString("name", model.Name);
            item.WriteNumber("requests", model.Requests);
        });
        json.WriteNumber("diversity_window", profile.DiversityWindow);
        json.List("models_per_window", profile.ModelsPerWindow.Select(models => (long)models));
    });

    private static CatalogModel FindModel(DatasetCatalog catalog, string wanted)
    {
        if (catalog.Models.FirstOrDefault(model => model.Id == wanted) is { } byId) return byId;
        var byName = catalog.Models.Where(model => model.Name == wanted).ToList();
        return byName switch
        {
            [var model] => model,
            [] => throw new WorkloadException($"The dataset '{catalog.Name}' has no model '{wanted}'; 'llmwl query models' lists them.") { IsInput = true },
            _ => throw new WorkloadException(
                $"{byName.Count} models of the dataset '{catalog.Name}' are called '{wanted}'; give an id: {string.Join(", ", byName.Select(model => model.Id))}.") { IsInput = true },
        };
    }

    private static Task<ModelProfile> DescribeAsync(Session session, DatasetCatalog catalog, CatalogModel model) =>
        session.Grains.GetGrain<IModelGrain>(GrainKeys.Model(catalog.RowsKey, model.Id)).DescribeAsync(catalog.ViewOf(model));

    private static ExampleCommand Simple(string name, string description, string example, Func<Session, ParseResult, Task> run)
    {
        var command = new ExampleCommand(name, description, example);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await Session.OpenAsync(parsed, cancellationToken);
            await run(session, parsed);
            return 0;
        });
        return command;
    }
}
