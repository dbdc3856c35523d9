using System.CommandLine;
using System.Text.Json;
using LlmWorkload.Datasets;
using LlmWorkload.Output;
using LlmWorkload.Questions;
using LlmWorkload.Scopes;
using LlmWorkload.Users;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl query overview|models|model NAME|users|user ID|datasets|cluster</c></summary>
internal static class QueryCommand
{
    private const int ModelsOfUserShown = 10;
    private const int UsersOfCall = 100_000;

    private static readonly Option<TopOption.Limit> Top = TopOption.Create("How many rows: a number, or all");

    private static readonly Option<Ranking> By = RankingOption.Create();

    public static Command Build()
    {
        var command = new ExampleCommand(
            "query",
            "Ask a dataset that has been ingested; no CSV is read.",
            "llmwl query models --top 5",
            "llmwl query users --top all --format csv > users.csv",
            "llmwl query overview --dataset winter --format json")
        {
            Narrowed(OverviewCommand()),
            Narrowed(ModelsCommand()),
            Narrowed(ModelCommand()),
            Narrowed(UsersCommand()),
            Narrowed(UserCommand()),
            Simple("datasets", "The datasets.", "llmwl query datasets",
                async (session, _) => session.Print(await DatasetsCommand.ListAsync(session))),
            Simple("cluster", "The silos, and the rows that each holds in memory.", "llmwl query cluster --cluster 127.0.0.1:30000",
                async (session, _) =>
            {
                var report = await session.Questions.ClusterAsync();
                session.Print(report.Json, ClusterTable.Of(report), ClusterTable.Of(report));
            }),
        };
        command.Options.Add(CommonOptions.Dataset);
        CommonOptions.AddConnection(command);
        command.Options.Add(FormatOption.Results);
        return command;
    }

    private static ExampleCommand Narrowed(ExampleCommand command)
    {
        ScopeChoice.AddTo(command);
        command.Options.Add(ScopeChoice.Models);
        return command;
    }

    private static ExampleCommand OverviewCommand() =>
        Simple("overview", "The dataset at a glance: how much, how fast, how well, and of whom.", "llmwl query overview --format json",
            async (session, parsed) =>
    {
        var catalog = await session.FindDatasetAsync();

        // On a terminal the page has them.
        if (session.Format != ResultFormat.Table || !Terminal.Is(session.Output)) session.NoteDoubts(catalog);
        var scope = ScopeChoice.Of(parsed);
        var summary = await session.Questions.SummaryAsync(catalog.Name, scope);
        catalog = await session.NarrowAsync(catalog, scope);
        var tables = new SummaryTables(catalog, summary);
        switch (session.Format)
        {
            case ResultFormat.Table:
                tables.Print(session.Output);
                break;
            case ResultFormat.Json:
                var details = await session.Questions.OverviewAsync(catalog.Name, scope);
                session.Print(() => Json(catalog, summary, details.Summary), tables.All);
                break;
            default:
                session.Print(tables.All);
                break;
        }
    });

    // The summary, and behind it what the analysis of the same name has beside.
    private static byte[] Json(DatasetCatalog catalog, DatasetSummary summary, byte[] details)
    {
        using var known = JsonDocument.Parse(JsonText.Object(summary.Write));
        using var more = JsonDocument.Parse(details);
        return JsonText.Object(json =>
        {
            if (catalog.Scope is { } scope) json.Scope("scope", scope);
            summary.Write(json);
            json.Doubts(catalog);
            foreach (var member in more.RootElement.EnumerateObject().Where(member => member.Name != "scope"))
            {
                if (!known.RootElement.TryGetProperty(member.Name, out _)) member.WriteTo(json);
            }
        });
    }

    private static ExampleCommand ModelsCommand()
    {
        var command = Simple("models", "The models with the most requests, tokens, cost or failures.",
            "llmwl query models --by tokens --top 5", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var models = await session.Questions.RankModelsAsync(
                catalog.Name, parsed.GetValue(By), parsed.GetValue(Top).Most, ScopeChoice.Of(parsed));
            session.Print(new ResultTable($"Models of {catalog.Name}", Listings.Of(models)));
        });
        command.Options.Add(By);
        command.Options.Add(Top);
        return command;
    }

    private static ExampleCommand ModelCommand()
    {
        var name = new Argument<string>("NAME") { Description = "Id or name of the model, or the beginning of one" };
        name.CompletionSources.Add(NameCompletions.Models);
        var command = Simple("model", "One model.", "llmwl query model llama-70b", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var model = await HintedAsync(
                session.Questions.ModelAsync(catalog.Name, parsed.GetValue(name)!, ScopeChoice.Of(parsed)),
                "'llmwl query models' lists them");
            var profile = model.Profile;
            var title = $"{model.Name}: {profile.Requests:N0} requests, {profile.Users:N0} users, {InvariantText.Instant(profile.First)} "
                + $"to {InvariantText.Instant(profile.Last)} (times in seconds)";
            session.Print(() => model.Json(catalog.Name), StatisticsTables.Complete(model.Measures),
                [StatisticsTables.Short(title, model.Measures), .. StatisticsTables.Totals(model.Optional)]);
        });
        command.Arguments.Add(name);
        return command;
    }

    private static ExampleCommand UsersCommand()
    {
        var command = Simple("users", "The users with the most requests, tokens, cost or failures.",
            "llmwl query users --by tokens --top 5", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var users = await UsersAsync(session, catalog.Name, parsed.GetValue(By), parsed.GetValue(Top).Most, ScopeChoice.Of(parsed));
            session.Print(new ResultTable($"Users of {catalog.Name}", Listings.Of(users)));
        });
        command.Options.Add(By);
        command.Options.Add(Top);
        return command;
    }

    private static ExampleCommand UserCommand()
    {
        var id = new Argument<string>("ID") { Description = "The user's id" };
        var command = Simple("user", "One user.", "llmwl query user 8824e020-fdb5-5c5d-a97e-58fbae5976a9", async (session, parsed) =>
        {
            var catalog = await session.FindDatasetAsync();
            var profile = await HintedAsync(
                session.Questions.UserAsync(catalog.Name, parsed.GetValue(id)!, ScopeChoice.Of(parsed)),
                "'llmwl query users' lists the busiest");
            var title = $"{profile.User}: {profile.Requests:N0} requests, {profile.Models.Count:N0} models, "
                + $"{InvariantText.Instant(profile.First)} to {InvariantText.Instant(profile.Last)}";
            var more = profile.Models.Count > ModelsOfUserShown ? $" ({ModelsOfUserShown} of {profile.Models.Count:N0})" : "";
            session.Print(
                () => profile.Json(catalog.Name),
                StatisticsTables.Complete(profile.Measures),
                [StatisticsTables.Short(title, profile.Measures), .. StatisticsTables.Totals(profile.Optional ?? OptionalTotals.None),
                new ResultTable($"Models asked{more}", ["model", "name", "requests"],
                [
                    .. profile.Models.Take(ModelsOfUserShown).Select(model => new object?[] { model.Id, model.Name, model.Requests }),
                ])]);
        });
        command.Arguments.Add(id);
        return command;
    }

    // A page a call, since a message has room for so many users.
    private static async Task<List<UserTotals>> UsersAsync(Session session, string dataset, Ranking by, int most, Scope? scope)
    {
        var users = new List<UserTotals>();
        while (users.Count < most)
        {
            var wanted = Math.Min(most - users.Count, UsersOfCall);
            var page = await session.Questions.RankUsersAsync(dataset, by, users.Count, wanted, scope);
            users.AddRange(page);
            if (page.Count < wanted) break;
        }

        return users;
    }

    // The grains do not know of commands.
    private static async Task<T> HintedAsync<T>(Task<T> asked, string hint)
    {
        try
        {
            return await asked;
        }
        catch (WorkloadException unknown) when (unknown.IsInput)
        {
            throw new WorkloadException($"{unknown.Message.TrimEnd('.')}; {hint}.") { IsInput = true };
        }
    }

    private static ExampleCommand Simple(string name, string description, string example, Func<Session, ParseResult, Task> run)
    {
        var command = new ExampleCommand(name, description, example);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await Session.OpenAsync(parsed, cancellationToken, onlyAsks: true);
            await run(session, parsed);
            return 0;
        });
        return command;
    }
}
