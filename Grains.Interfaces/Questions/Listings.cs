using LlmWorkload.Users;

namespace LlmWorkload.Questions;

/// <summary>Answers that are lists, as rows: commands print them, and HTTP sends them.</summary>
public static class Listings
{
    private static readonly string[] OptionalColumns = ["failed", "cached_share", "cost"];

    /// <summary>Datasets.</summary>
    public static Listing Of(IReadOnlyList<DatasetDescription> datasets) => new(
        ["dataset", "rows", "models", "files", "complete", "first", "last"],
        [
            .. datasets.Select(dataset => new object?[]
            {
                dataset.Name, dataset.Rows, dataset.Models, dataset.Files, dataset.IsComplete, InvariantText.Instant(dataset.First),
                InvariantText.Instant(dataset.Last),
            }),
        ]);

    /// <summary>Models. What only some logs have is a column where one of the models has it.</summary>
    public static Listing Of(IReadOnlyList<ModelDescription> models)
    {
        var rare = OptionalColumns.Where(name => models.Any(model => Value(model.Optional, name) is not null)).ToList();
        return new Listing(
            ["model", "name", "requests", "users", "input_tokens", "output_tokens", "median_ttft", "median_duration", .. rare],
            [
                .. models.Select(model => (object?[])[
                    model.Id, model.Name, model.Profile.Requests, model.Profile.Users, model.Profile.InputTokens,
                    model.Profile.OutputTokens, model.Profile.Ttft.Median, model.Profile.Duration.Median,
                    .. rare.Select(name => Value(model.Optional, name))]),
            ]);
    }

    /// <summary>Users. Failed requests and cost are columns where one of the users has them.</summary>
    public static Listing Of(IReadOnlyList<UserTotals> users)
    {
        var (hasFailed, hasCost) = (users.Any(user => user.Failed is not null), users.Any(user => user.Cost is not null));
        return new Listing(
            ["user", "requests", "models", "input_tokens", "output_tokens", .. Some(hasFailed, "failed"), .. Some(hasCost, "cost")],
            [
                .. users.Select(user => (object?[])[user.User, user.Requests, user.Models, user.InputTokens, user.OutputTokens,
                    .. Some<object?>(hasFailed, user.Failed), .. Some<object?>(hasCost, user.Cost)]),
            ]);
    }

    private static object? Value(OptionalTotals totals, string name) => totals.Known.FirstOrDefault(each => each.Name == name).Value;

    private static IEnumerable<T> Some<T>(bool isThere, T value) => isThere ? [value] : [];
}
